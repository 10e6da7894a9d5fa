-- A look at equipment outside the calendar, from its label.
local check = require "lib.equipment_check"
local fields = require "lib.fields"
local scan = require "lib.scan"

return {
  zh = "临时检查器材", en = "Check equipment now", permission = "fire_safety.check",
  records = "equipment_check", opens = true,
  input = fields.extra_of("code", "answers"),
  output = fields.of(),
  run = function(call, home)
    local row = scan.find(call, home, "equipment", call.input.code, "code")
    if not row then stop() end
    call.input.equipment = row.id
    local result = check(call, home)
    result.schedule = home.schedule("equipment_check", { subject = "equipment:" .. row.id,
      at = call.input.at or call.happened_at, data = { equipment = row.id } })
    return result
  end,
}
