-- The action that records a patrol duty, for day and night.
local enums = require "data.enums"
local fields = require "lib.fields"
local patrol = require "lib.patrol"

local point = { type = "object", fields = fields.of("code",
  fields.instant("at", "到点时间", "At", true),
  fields.text("problem", "发现的问题", "What is wrong", 400),
  fields.enum("group", enums.hazard_group, "问题类别", "Group"),
  fields.text("note", "说明", "Note", 500)) }

return function(kind, zh, en)
  return {
    zh = zh, en = en, permission = "fire_safety.patrol", records = kind,
    input = fields.duty_of(
      { name = "round", type = "ref", to = "round", zh = "刚走完的巡查", en = "The round walked" },
      fields.instant("started", "开始时间（补录）", "Started (from paper)"),
      fields.text("walked_by", "巡查人（补录）", "Walked by (from paper)", 60),
      { name = "points", type = "list", max = 100, zh = "各点（补录）", en = "Points (from paper)",
        of = point },
      "note"),
    output = fields.of(),
    run = patrol.record,
  }
end
