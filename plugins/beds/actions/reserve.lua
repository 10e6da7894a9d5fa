local booking = require "lib.booking"
local fields = require "lib.fields"

return {
  zh = "预定床位", en = "Reserve a bed", permission = "beds.assign",
  input = fields.of("resident", "bed", "from", "purpose", "to", "note", "overrides"),
  output = fields.of("stay"),
  run = function(call, home)
    local from = call.input.from or call.happened_at
    if booking.of(home, call.input.resident) then
      refuse("resident", "reserved", "这位老人已经预定了床位。请先取消那个预定。",
        "This resident has a reservation. Cancel it first.")
      stop()
    end
    return { stay = booking.place(call, home, call.input, from, "planned") }
  end,
}
