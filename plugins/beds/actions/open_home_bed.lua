local alive = require "lib.alive"
local fields = require "lib.fields"
local home_beds = require "lib.home_beds"
local stays = require "lib.stays"

-- Without the blanks around it, those of a Chinese keyboard too.
local function address_of(input)
  local address = input.address:gsub("\u{3000}", " "):match("^%s*(.-)%s*$")
  if address == "" then
    refuse("address", "blank", "请写地址，不能只有空格。", "Give the address, not only blanks.")
  end
  return address
end

return {
  zh = "开设家庭养老床位", en = "Open a home bed", permission = "beds.assign",
  input = fields.of("resident",
    { name = "address", type = "text", min = 1, required = true, zh = "地址", en = "Address" },
    "from", "note"),
  output = fields.of({ name = "home_bed", type = "id", zh = "家庭养老床位", en = "Home bed" }),
  run = function(call, home)
    local input = call.input
    alive(home, input.resident)
    local address, from = address_of(input), stays.when(call)
    stays.after_birth(home, input.resident, from)
    home_beds.check_start(home, input.resident, from)
    if refused() then stop() end
    local id = home.insert("home_bed", { resident = input.resident, address = address,
      starts = from, note = input.note })
    home.publish("home_bed_opened", "resident:" .. input.resident,
      { home_bed = id, resident = input.resident })
    return { home_bed = id }
  end,
}
