-- One resident changes beds; the old one is left to be cleaned.
local admission = require "lib.admission"
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "换床", en = "Transfer", permission = "beds.move",
  input = fields.of("resident", "bed", "from", "note", "overrides"),
  output = fields.of("stay"),
  run = function(call, home)
    local input = call.input
    local old = stays.of(home, input.resident)
    local at = stays.moment(call, old)
    if old.bed == input.bed then
      refuse("bed", "same", "这位老人已经住在这张床。", "This resident lives in that bed already.")
    end
    if refused() then stop() end
    local person = admission.person(call, home, input.resident, old, at, old.ends)
    local broken = admission.check(call, home, person, input.bed, input)
    if refused() then stop() end

    stays.close(home, old, at, "transfer", input.note)
    local new = stays.continue(home, old, input.bed, at)
    admission.record(call, home, new, broken)
    stays.soil(call, home, old.bed, at)
    stays.tell(home, "transferred", new, input.resident, input.bed, at, { from_bed = old.bed })
    return { stay = new }
  end,
}
