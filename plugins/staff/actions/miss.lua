-- Somebody who was planned did not come: the shift counts for no ratio.
local fields = require "lib.fields"

return { zh = "登记缺勤", en = "Record an absence", permission = "staff.keep",
  input = fields.of(fields.make("shift", "ref", "班次", "Shift", { to = "shift", required = true }),
    fields.make("absent", "text", "原因", "Because", { min = 2, max = 200, required = true })),
  run = function(call, home)
    local shift = home.get("shift", call.input.shift)
    if shift.came then
      refuse("shift", "came", "这个人已经登记到岗。", "This person is recorded as having come.")
      stop()
    end
    home.update("shift", shift.id, { absent = call.input.absent })
  end }
