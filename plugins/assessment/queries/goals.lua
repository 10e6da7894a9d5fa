local enums = require "data.enums"
local fields = require "lib.fields"
local words = require "lib.words"

return {
  zh = "照护目标", en = "Goals of care", permission = "assessment.care_read",
  input = fields.of("resident?"),
  columns = fields.of("id", { name = "goal", type = "id", zh = "目标", en = "Goal" }, "resident",
    "resident_name", { name = "text", type = "text", max = 300, zh = "目标", en = "Goal" },
    { name = "text_en", type = "text", max = 300, zh = "目标（英文）", en = "Goal" },
    { name = "origin", type = "enum", values = enums.origin, zh = "来源", en = "Comes from" },
    { name = "target", type = "date", zh = "期限", en = "By" },
    { name = "state", type = "enum", values = enums.goal, zh = "状态", en = "State" }, "note",
    { name = "note_en", type = "text", max = 500, zh = "说明（英文）", en = "Note" }, "tone",
    "actions"),
  sql = [[
    select g.id, g.id as goal, g.resident, r.name as resident_name, g.text,
           ]] .. words.care_en("g.text") .. [[ as text_en, g.origin, g.target, g.state,
           ]] .. words.zh("g.note") .. [[ as note,
           ]] .. words.en("g.note") .. [[ as note_en,
           iif(g.state = 'open', 'plain', 'blocked') as tone,
           iif(g.state = 'open', '["end_goal"]', '[]') as actions
    from assessment_goal g join residents_resident r on r.id = g.resident
    where :resident is null and g.state = 'open' or g.resident = :resident
    order by r.name, g.resident, g.state = 'open' desc, g.id
  ]],
}
