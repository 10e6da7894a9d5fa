-- Columns that several answers share.
local enums = require "data.enums"
local kinds = require "data.kinds"

local function text(name, zh, en) return { name = name, type = "text", zh = zh, en = en } end
local function enum(name, values, zh, en)
  return { name = name, type = "enum", values = values, zh = zh, en = en }
end
local function instant(name, zh, en) return { name = name, type = "instant", zh = zh, en = en } end
local function date_(name, zh, en) return { name = name, type = "date", zh = zh, en = en } end
local function integer(name, zh, en) return { name = name, type = "integer", zh = zh, en = en } end

local columns = {
  id = { name = "id", type = "id", zh = "编号", en = "Number" },
  label = text("label", "标签码", "Label"),
  name = text("name", "名称", "Name"),
  building = text("building", "楼栋", "Building"),
  floor = text("floor", "楼层", "Floor"),
  unit = text("unit", "照料单元", "Care unit"),
  room = text("room", "房间", "Room"),
  place = text("place", "位置", "Place"),
  note = text("note", "说明", "Note"),
  tone = text("tone", "提示色", "Tone"),
  actions = { name = "actions", type = "json", zh = "可做的事", en = "What can be done" },
  reasons = { name = "reasons", type = "json", zh = "说明", en = "Reasons" },
  duty = text("duty", "任务", "Duty"),
  version = integer("version", "版本", "Version"),
  person_name = text("person_name", "记录人", "By"),
  second_name = text("second_name", "第二签名人", "Second signer"),
  at = instant("at", "实际时间", "At"),
  recorded = instant("recorded", "记录时间", "Recorded"),
  late_entry = { name = "late_entry", type = "boolean", zh = "补录", en = "Entered later" },
  route = { name = "route", type = "ref", to = "route", zh = "路线", en = "Route" },
  route_name = text("route_name", "路线", "Route"),
  standard = text("standard", "依据", "Standard"),
  duty_kind = enum("kind", kinds, "任务", "Duty"),
  text = text, enum = enum, instant = instant, date = date_, integer = integer,
}

function columns.json(name, zh, en) return { name = name, type = "json", zh = zh, en = en } end
function columns.boolean(name, zh, en)
  return { name = name, type = "boolean", zh = zh, en = en }
end
function columns.ref(name, to, zh, en)
  return { name = name, type = "ref", to = to, zh = zh, en = en }
end

columns.equipment_kind = enum("kind", enums.equipment, "种类", "Kind")

columns.of = choose(columns)

return columns
