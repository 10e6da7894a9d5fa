-- A respite stay ends earlier or later than planned.
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "改计划离开时间", en = "Change the planned end", permission = "beds.assign",
  input = fields.of("resident",
    { name = "to", type = "instant", required = true, zh = "计划离开", en = "Planned end" }),
  output = fields.of("stay"),
  run = function(call, home)
    local stay = stays.of(home, call.input.resident)
    if not stay.ends then
      refuse("resident", "open_end", "这位老人是长住，没有计划离开时间。",
        "This is a long stay without a planned end.")
    elseif call.input.to <= call.now then
      refuse("to", "past", "计划离开要在以后。已经离开请用“退住”。",
        "The planned end must be ahead. Use discharge when they have left.")
    end
    if refused() then stop() end
    home.update("stay", stay.id, { ends = call.input.to })
    return { stay = stay.id }
  end,
}
