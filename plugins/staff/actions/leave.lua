local fields = require "lib.fields"

return { zh = "登记离职", en = "Record leaving", permission = "staff.keep", confirm = true,
  input = fields.of("member", fields.make("left", "date", "离职日期", "Left", { required = true })),
  run = function(call, home)
    local row = home.get("member", call.input.member)
    if row.left then
      refuse("member", "left", "这个人已经离职。", "This person has left already.")
    elseif call.input.left < row.since then
      refuse("left", "order", "离职日期早于入职日期。", "That is before this person came.")
    end
    if refused() then stop() end
    home.update("member", row.id, { left = call.input.left })
  end }
