local fields = require "lib.fields"

return {
  zh = "登记消防设施操作员", en = "Register a controller", permission = "fire_safety.setup",
  input = fields.of(
    fields.text("name", "姓名", "Name", 60, true),
    fields.integer("person", "人员编号（登录用，值班记录时核对）", "Number of the person (to sign in)", 1),
    fields.text("certificate", "证书编号", "Certificate", 60, true),
    fields.date("valid_to", "有效期到", "Valid to")),
  output = fields.of(fields.id("controller", "操作员", "Controller")),
  run = function(call, home)
    local input = call.input
    local known = home.find("controller", { certificate = input.certificate })[1]
    if known then
      home.update("controller", known.id, copy(input))
      return { controller = known.id }
    end
    return { controller = home.insert("controller", copy(input)) }
  end,
}
