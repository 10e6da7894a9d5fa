-- The action `return`: back from leave or hospital.
local absences = require "lib.absences"
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "返回", en = "Is back", permission = "beds.leave",
  input = fields.of("resident", "from", "note"),
  output = fields.of("stay"),
  run = function(call, home)
    local input = call.input
    local stay = stays.of(home, input.resident)
    local absence = absences.of(home, input.resident)
    if not absence then
      refuse("resident", "not_away", "这位老人没有登记外出或住院。",
        "This resident is not recorded as away.")
      stop()
    end
    local at = stays.moment(call, absence)
    if refused() then stop() end
    absences.close(home, absence, at)
    stays.tell(home, "returned", stay.id, stay.resident, stay.bed, at, { kind = absence.kind })
    return { stay = stay.id }
  end,
}
