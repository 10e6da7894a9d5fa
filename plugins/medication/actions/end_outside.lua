-- What was taken elsewhere is taken no more, or is given here now: it counts in no
-- daily sum from then on. One dose that was given there was entered by mistake.
local fields = require "lib.fields"

return {
  zh = "院外用药不再用", en = "Taken elsewhere no more", permission = "medication.order",
  input = fields.of(
    { name = "outside", type = "ref", to = "outside", required = true, zh = "院外用药",
      en = "Taken elsewhere" },
    "from", "reason"),
  output = { { name = "outside", type = "id", zh = "院外用药", en = "Taken elsewhere" } },
  run = function(call, home)
    local at = call.input.from or call.now
    if at > call.now + 60000 then
      refuse("from", "future", "这个时间还没有到。", "That time has not come yet.")
    end
    if home.find("outside_end", { outside = call.input.outside })[1] then
      refuse("outside", "ended", "已经记为不再用。", "That is on record already.")
    end
    if refused() then stop() end
    home.insert("outside_end", { outside = call.input.outside, at = at - at % 1000,
      reason = call.input.reason, person = call.person.name, entered = call.now })
    return { outside = call.input.outside }
  end,
}
