-- Admission to a bed, with a trial stay (试入住). A time that has not come
-- makes a reservation.
local booking = require "lib.booking"
local fields = require "lib.fields"

return {
  zh = "安排床位", en = "Assign a bed", permission = "beds.assign",
  input = fields.of("resident", "bed", "from", "purpose", "to", "note", "overrides"),
  output = fields.of("stay"),
  run = function(call, home)
    local from = call.input.from or call.happened_at
    local state = from > call.now and "planned" or "active"
    return { stay = booking.place(call, home, call.input, from, state) }
  end,
}
