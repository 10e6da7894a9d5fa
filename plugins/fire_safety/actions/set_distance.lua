local fields = require "lib.fields"

return {
  zh = "填两点距离", en = "Set a distance", permission = "fire_safety.setup",
  input = fields.of(
    { name = "from", type = "ref", to = "point", required = true, zh = "一点", en = "From" },
    { name = "to", type = "ref", to = "point", required = true, zh = "另一点", en = "To" },
    fields.integer("metres", "步行距离（米）", "Metres to walk", 0, 5000, true)),
  output = fields.of(fields.id("distance", "距离", "Distance")),
  run = function(call, home)
    local input = call.input
    if input.from == input.to then
      refuse("to", "same", "两点要不同。", "The points must differ.")
      stop()
    end
    local pair = { a = math.min(input.from, input.to), b = math.max(input.from, input.to) }
    local known = home.find("distance", pair)[1]
    if known then
      home.update("distance", known.id, { metres = input.metres })
      return { distance = known.id }
    end
    pair.metres = input.metres
    return { distance = home.insert("distance", pair) }
  end,
}
