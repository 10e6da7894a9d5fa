-- Inputs that several actions share.
local enums = require "data.enums"

local fields = {
  at = { name = "at", type = "instant", zh = "实际时间（不填就是现在）", en = "Really at (now when empty)" },
  note = { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
  building = { name = "building", type = "text", max = 40, zh = "楼栋", en = "Building" },
  floor = { name = "floor", type = "text", max = 40, zh = "楼层", en = "Floor" },
  place = { name = "place", type = "text", max = 100, zh = "位置", en = "Place" },
  equipment = { name = "equipment", type = "ref", to = "equipment", required = true, zh = "器材",
    en = "Equipment" },
  point = { name = "point", type = "ref", to = "point", required = true, zh = "巡查点",
    en = "Point" },
  route = { name = "route", type = "ref", to = "route", required = true, zh = "路线",
    en = "Route" },
  round = { name = "round", type = "ref", to = "round", required = true, zh = "这一次巡查",
    en = "Round" },
  hazard = { name = "hazard", type = "ref", to = "hazard", required = true, zh = "隐患",
    en = "Hazard" },
  drill = { name = "drill", type = "ref", to = "drill", required = true, zh = "演练",
    en = "Drill" },
  code = { name = "code", type = "text", min = 1, max = 40, required = true, zh = "标签码（扫码或输入）",
    en = "Label code" },
  duty = { name = "duty", type = "text", max = 40, required = true, zh = "任务", en = "Duty" },
  outcome = { name = "outcome", type = "text", max = 40, required = true, zh = "结果",
    en = "Outcome" },
  reason = { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
  supersedes = { name = "supersedes", type = "integer", zh = "更正哪一条", en = "Corrects" },
  version = { name = "version", type = "integer", zh = "版本", en = "Version" },
  answers = { name = "answers", type = "list", max = 60, zh = "逐项结果", en = "Answers",
    of = { type = "object", fields = {
      { name = "item", type = "text", max = 40, required = true, zh = "项目", en = "Item" },
      { name = "answer", type = "enum", values = enums.check, required = true, zh = "结果",
        en = "Answer" },
      { name = "note", type = "text", max = 500, zh = "说明", en = "Note" } } } },
}

fields.of = choose(fields)

-- Inputs of an action that records a duty, then its own.
function fields.duty_of(...)
  return fields.of("duty", "outcome", "at", "reason", "supersedes", "version", ...)
end

-- Inputs of one that records something outside the calendar.
function fields.extra_of(...)
  return fields.of("outcome", "at", "reason", ...)
end

function fields.text(name, zh, en, max, required)
  return { name = name, type = "text", max = max or 200, required = required, zh = zh, en = en }
end

function fields.enum(name, values, zh, en, required)
  return { name = name, type = "enum", values = values, required = required, zh = zh, en = en }
end

function fields.date(name, zh, en, required)
  return { name = name, type = "date", required = required, zh = zh, en = en }
end

function fields.instant(name, zh, en, required)
  return { name = name, type = "instant", required = required, zh = zh, en = en }
end

function fields.integer(name, zh, en, min, max, required)
  return { name = name, type = "integer", min = min, max = max, required = required, zh = zh,
    en = en }
end

function fields.id(name, zh, en)
  return { name = name, type = "id", zh = zh, en = en }
end

function fields.json(name, zh, en)
  return { name = name, type = "json", zh = zh, en = en }
end

function fields.boolean(name, zh, en, default)
  return { name = name, type = "boolean", default = default, zh = zh, en = en }
end

return fields
