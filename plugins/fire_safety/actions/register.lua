-- A piece of equipment gets its number, its label and its duties.
local enums = require "data.enums"
local equipment = require "lib.equipment"
local fields = require "lib.fields"
local scan = require "lib.scan"

local function check(call)
  local input = call.input
  if equipment.has_ages(call, input.kind) and not input.made then
    refuse("made", "required", "灭火器要填出厂日期；看不到出厂日期的应立即报废。",
      "An extinguisher needs its day of making; one without it is to be scrapped at once.")
  end
  if input.made and input.made > call.today then
    refuse("made", "future", "出厂日期在今天以后。", "The day of making is yet to come.")
  end
  if input.serviced and (input.serviced > call.today or input.serviced < (input.made or "")) then
    refuse("serviced", "order", "上次维修要在出厂以后、今天以前。",
      "The last service lies between making and today.")
  end
end

return {
  zh = "登记器材", en = "Register equipment", permission = "fire_safety.setup",
  input = fields.of(
    fields.enum("kind", enums.equipment, "种类", "Kind", true),
    fields.text("name", "名称型号", "Name and model", 100),
    fields.text("maker", "生产厂", "Maker", 100),
    fields.date("made", "出厂日期", "Made"),
    fields.date("serviced", "上次维修", "Last service"),
    "building", "floor",
    fields.text("place", "位置", "Place", 100, true),
    fields.boolean("half_monthly", "每半月检查（锅炉房、地下室等）", "Checked twice a month", false),
    "note"),
  output = fields.of(fields.id("equipment", "器材", "Equipment"),
    fields.text("label", "标签码", "Label")),
  run = function(call, home)
    local input = call.input
    scan.need_home_code(call)
    check(call)
    if refused() then stop() end
    local row = copy(input)
    row.state = "in_use"
    local id = home.insert("equipment", row)
    row.id, row.label = id, scan.label(call, home, "equipment", id)
    local changes = equipment.plan(call, home, row)
    changes.check_schedule = equipment.start_checks(call, home, row)
    home.update("equipment", id, changes)
    home.publish("registered", "equipment:" .. id, { equipment = id, kind = row.kind })
    return { equipment = id, label = row.label }
  end,
}
