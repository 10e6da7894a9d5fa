-- Who reserved a bed moves in.
local booking = require "lib.booking"
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "办理入住", en = "Move in as reserved", permission = "beds.assign",
  input = fields.of("resident", "from", "overrides"),
  output = fields.of("stay"),
  run = function(call, home)
    local planned = booking.of(home, call.input.resident)
    if not planned then
      refuse("resident", "no_reservation", "这位老人没有预定床位。请用“安排床位”。",
        "This resident has no reservation. Use assign.")
      stop()
    end
    local from = stays.when(call)
    local input = { resident = planned.resident, bed = planned.bed, to = planned.ends,
      purpose = planned.purpose, note = planned.note, overrides = call.input.overrides }
    return { stay = booking.place(call, home, input, from, "active") }
  end,
}
