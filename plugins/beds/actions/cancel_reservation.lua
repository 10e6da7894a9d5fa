local booking = require "lib.booking"
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "取消预定", en = "Cancel a reservation", permission = "beds.assign",
  input = fields.of("resident", "note"),
  output = fields.of("stay"),
  run = function(call, home)
    local planned = booking.of(home, call.input.resident)
    if not planned then
      refuse("resident", "no_reservation", "这位老人没有预定床位。",
        "This resident has no reservation.")
      stop()
    end
    stays.cancel(home, planned, call.input.note)
    return { stay = planned.id }
  end,
}
