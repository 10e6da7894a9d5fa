-- Inputs that several actions share.
local enums = require "data.enums"

local fields = {
  resident = { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" },
  bed = { name = "bed", type = "ref", to = "bed", required = true, zh = "床位", en = "Bed" },
  from = { name = "from", type = "instant", zh = "从何时起（不填就是现在）",
    en = "From (now when empty)" },
  note = { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
  reason = { name = "reason", type = "text", min = 1, max = 500, required = true, zh = "原因",
    en = "Reason" },
  overrides = { name = "overrides", type = "list", max = 10, zh = "破例（要有破例权限）",
    en = "Rules to break (needs the right to)", of = { type = "object", fields = {
      { name = "rule", type = "enum", values = enums.rule, required = true, zh = "规则",
        en = "Rule" },
      { name = "reason", type = "text", min = 4, max = 500, required = true, zh = "理由",
        en = "Reason" } } } },
  purpose = { name = "purpose", type = "enum", values = enums.purpose, default = "long",
    zh = "用途", en = "Purpose" },
  to = { name = "to", type = "instant", zh = "计划离开", en = "Planned end" },
  application = { name = "application", type = "ref", to = "application", required = true,
    zh = "申请", en = "Application" },
  stay = { name = "stay", type = "id", zh = "入住", en = "Stay" },
}

fields.of = choose(fields)

return fields
