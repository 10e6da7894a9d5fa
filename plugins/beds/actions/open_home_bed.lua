local alive = require "lib.alive"
local fields = require "lib.fields"

return {
  zh = "开设家庭养老床位", en = "Open a home bed", permission = "beds.assign",
  input = fields.of("resident",
    { name = "address", type = "text", min = 1, required = true, zh = "地址", en = "Address" },
    "from", "note"),
  output = fields.of({ name = "home_bed", type = "id", zh = "家庭养老床位", en = "Home bed" }),
  run = function(call, home)
    local input = call.input
    alive(home, input.resident)
    local id = home.insert("home_bed", { resident = input.resident, address = input.address,
      starts = input.from or call.happened_at, note = input.note })
    home.publish("home_bed_opened", "resident:" .. input.resident,
      { home_bed = id, resident = input.resident })
    return { home_bed = id }
  end,
}
