local fields = require "lib.fields"
local home_beds = require "lib.home_beds"
local stays = require "lib.stays"

return {
  zh = "结束家庭养老床位", en = "Close a home bed", permission = "beds.assign",
  input = fields.of(
    { name = "home_bed", type = "ref", to = "home_bed", required = true, zh = "家庭养老床位",
      en = "Home bed" }, "from", "note"),
  output = fields.of({ name = "home_bed", type = "id", zh = "家庭养老床位", en = "Home bed" }),
  run = function(call, home)
    local row = home.get("home_bed", call.input.home_bed)
    local at = stays.moment(call, row)
    if row.ends then
      refuse("home_bed", "closed", "这张家庭养老床位已经结束。", "This home bed is closed already.")
    end
    if refused() then stop() end
    home_beds.close(home, row, at, call.input.note)
    return { home_bed = row.id }
  end,
}
