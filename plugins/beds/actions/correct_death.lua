-- A death was recorded of somebody who lives: the stay ended otherwise, and
-- their file says that they have left.
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "更正去世登记", en = "Correct a death", permission = "beds.discharge",
  input = fields.of("resident", "reason"),
  output = fields.of("stay"),
  run = function(call, home)
    local input = call.input
    local stay = home.find("stay", { resident = input.resident, ended_by = "death" })[1]
    if not stay then
      refuse("resident", "not_dead", "这位老人没有登记去世。",
        "This resident is not recorded as deceased.")
      stop()
    end
    home.update("stay", stay.id, { ended_by = "other", note = input.reason })
    stays.tell(home, "discharged", stay.id, stay.resident, stay.bed, stay.ends,
      { reason = "other" })
    return { stay = stay.id }
  end,
}
