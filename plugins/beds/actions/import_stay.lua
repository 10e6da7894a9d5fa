-- Who lives in which bed since when, as a row of a spreadsheet. What is so is
-- taken as it is: a rule that it breaks is kept as an override with its reason,
-- by somebody who may override.
local booking = require "lib.booking"
local enums = require "data.enums"
local fields = require "lib.fields"
local stays = require "lib.stays"

local as_found = "导入时的现状，按实际登记。"

local function resident_of(home, input)
  local found = home.query("residents.by_number",
    { id_number = input.id_number, name = input.name })
  local field = input.id_number and "id_number" or "name"
  if #found == 0 then
    refuse(field, "unknown", "没有这位老人的档案。请先导入老人。",
      "There is no file of this resident. Import the residents first.")
  elseif #found > 1 then
    refuse(field, "ambiguous", "有几位老人同名。请填写身份证号。",
      "Several residents have this name. Give the ID number.")
  end
  return found[1] and found[1].id
end

local function bed_of(home, label)
  local bed = home.find("bed", { label = label })[1]
  if not bed then
    refuse("bed", "unknown", "没有床号“" .. label .. "”。请先导入床位。",
      "There is no bed \"" .. label .. "\". Import the beds first.")
  end
  return bed and bed.id
end

return {
  zh = "导入在住老人", en = "Import a stay", permission = "beds.assign",
  input = fields.of(
    { name = "id_number", type = "text", max = 30, zh = "身份证号", en = "ID number" },
    { name = "name", type = "text", max = 60, zh = "姓名", en = "Name" },
    { name = "bed", type = "text", min = 1, max = 40, required = true, zh = "床号", en = "Bed" },
    { name = "from", type = "instant", required = true, zh = "入住时间", en = "Since" },
    { name = "purpose", type = "enum", values = enums.purpose, required = true,
      default = "long", zh = "用途", en = "Purpose" },
    "to", "note"),
  output = fields.of("stay"),
  run = function(call, home)
    local input = call.input
    local from = stays.when(call)
    if not input.id_number and not input.name then
      refuse("id_number", "required", "请填写身份证号或姓名。", "Give the ID number or the name.")
      stop()
    end
    local resident, bed = resident_of(home, input), bed_of(home, input.bed)
    if refused() then stop() end
    return { stay = booking.place(call, home, { resident = resident, bed = bed, to = input.to,
      purpose = input.purpose, note = input.note, as_found = as_found }, from, "active") }
  end,
}
