-- One bed, from a form or a row of a spreadsheet: makes the building, floor,
-- unit and room that are not there yet.
local enums = require "data.enums"
local floor = require "lib.floor"
local rooms = require "lib.room"

local function floor_number(text)
  local number = floor.number(text)
  if not number then
    refuse("floor", "unknown", "看不懂楼层“" .. text .. "”。请写 " .. floor.least .. " 到 "
      .. floor.most .. " 的整数楼层，如 3、三楼、二十一层、B1、负一层。", "The floor \"" .. text
      .. "\" is not known. Write a whole floor from " .. floor.least .. " to " .. floor.most
      .. ", such as 3 or B1.")
  end
  return number
end

local function find_or_insert(home, table_name, key, more)
  local known = home.find(table_name, key)[1]
  if known then return known.id, known end
  local row = copy(key)
  for name, value in pairs(more or {}) do row[name] = value end
  return home.insert(table_name, row)
end

local function room_of(home, input, number)
  local building = find_or_insert(home, "building", { name = input.building })
  local storey = find_or_insert(home, "floor", { building = building, number = number },
    { name = input.floor })
  local unit = find_or_insert(home, "unit", { floor = storey, name = input.unit or input.floor })
  local given = rooms.given(input)
  local id, known = find_or_insert(home, "room", { unit = unit, name = input.room }, given)
  if known then rooms.complete(home, known, given) end
  return id
end

local months = { Jan = true, Feb = true, Mar = true, Apr = true, May = true, Jun = true,
  Jul = true, Aug = true, Sep = true, Oct = true, Nov = true, Dec = true }

-- A spreadsheet makes a day of "1-2": what it shows is no number of a bed.
local function check_number(field, text)
  local day = text:match("^%d+月%d+日$") or text:match("^%d%d%d%d[-/]%d+[-/]%d+$")
    or months[text:match("^%d+%-(%a%a%a)$") or text:match("^(%a%a%a)%-%d+$")]
  if day then
    refuse(field, "mangled", "“" .. text .. "”像是表格软件把编号改成了日期。请把这一列设成“文本”，"
      .. "重新填写后再导出。", "\"" .. text .. "\" looks like a number that the spreadsheet has made"
      .. " a date of. Set the column to Text, type it again, save again.")
  end
end

local function check_label(home, label)
  local known = home.find("bed", { label = label })[1]
  if known then
    refuse("bed", "duplicate", "床号“" .. label .. "”已经有了。", "There is a bed \"" .. label
      .. "\" already.")
  end
end

local function with_room(fields)
  for _, field in ipairs(rooms.fields) do fields[#fields + 1] = field end
  return fields
end

return {
  zh = "登记床位", en = "Add a bed", permission = "beds.setup",
  input = with_room {
    { name = "building", type = "text", min = 1, max = 40, required = true, default = "主楼",
      zh = "楼栋", en = "Building" },
    { name = "floor", type = "text", min = 1, max = 40, required = true, zh = "楼层",
      en = "Floor" },
    { name = "unit", type = "text", max = 40, zh = "照料单元", en = "Care unit" },
    { name = "room", type = "text", min = 1, max = 40, required = true, zh = "房间",
      en = "Room" },
    { name = "bed", type = "text", min = 1, max = 40, required = true, zh = "床号", en = "Bed" },
    { name = "kind", type = "enum", values = enums.kind, required = true, default = "general",
      zh = "类型", en = "Kind" },
    { name = "class", type = "enum", values = enums.class, required = true,
      default = "inclusive", zh = "服务类别", en = "Class" },
    { name = "opened", type = "date", zh = "启用日期（不填：一直有）",
      en = "Opened (empty: always there)" },
  },
  output = { { name = "bed", type = "id", zh = "床位", en = "Bed" } },
  run = function(call, home)
    local input = call.input
    local number = floor_number(input.floor)
    check_number("room", input.room)
    check_number("bed", input.bed)
    check_label(home, input.bed)
    if refused() then stop() end
    local room = room_of(home, input, number)
    if refused() then stop() end
    return { bed = home.insert("bed", { room = room, label = input.bed, kind = input.kind,
      class = input.class, opened = input.opened }) }
  end,
}
