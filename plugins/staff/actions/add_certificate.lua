local fields = require "lib.fields"
local remind = require "lib.remind"

return { zh = "登记证书", en = "Add a certificate", permission = "staff.keep",
  input = fields.of("member", "kind", "number", "starts", "ends"),
  output = fields.of(fields.make("certificate", "id", "证书", "Certificate")),
  run = function(call, home)
    local input = call.input
    if input.ends and input.ends <= input.starts then
      refuse("ends", "order", "到期日要晚于发证日期。", "It must end after it begins.")
      stop()
    end
    local id = home.insert("certificate", { member = input.member, kind = input.kind,
      number = input.number, starts = input.starts, ends = input.ends })
    remind(call, home, id, input.ends)
    return { certificate = id }
  end }
