-- What a form comes to by a scale; nothing is kept.
local fields = require "lib.fields"
local scoring = require "lib.scoring"

local verdict_columns = fields.of("standard_text", "edition",
  { name = "confidence", type = "text", zh = "把握", en = "Confidence" },
  { name = "subtotals", type = "json", zh = "分项得分", en = "Sub-scores" },
  { name = "parts", type = "json", zh = "各部分得分", en = "Parts" },
  { name = "grades", type = "json", zh = "各部分分级", en = "Grades" },
  { name = "grade_names", type = "json", zh = "各部分分级", en = "Grades in words" },
  { name = "total", type = "integer", zh = "总分", en = "Total" },
  { name = "preliminary", type = "integer", zh = "初步等级", en = "Preliminary level" },
  { name = "preliminary_zh", type = "text", zh = "初步等级", en = "Preliminary (Chinese)" },
  { name = "preliminary_en", type = "text", zh = "初步等级（英文）", en = "Preliminary" },
  { name = "final", type = "integer", zh = "最终等级", en = "Final level" },
  "level", "level_zh", "level_en",
  { name = "reasons", type = "json", zh = "等级变更依据", en = "Reasons" },
  { name = "warnings", type = "json", zh = "请注意", en = "Warnings" },
  { name = "no_rule", type = "json", zh = "没有规则", en = "No rule" },
  { name = "risks", type = "json", zh = "各项风险", en = "Risks" },
  { name = "self_rating", type = "json", zh = "自评等级", en = "Self-rating" })

return {
  zh = "评分", en = "Score", permission = "assessment.read", single = true,
  input = fields.of("standard_text", "edition", "base_date", "answers!", "coma", "diagnoses",
    "psychiatrist", "risk_events", "self_rating"),
  columns = verdict_columns,
  run = function(call)
    local input = call.input
    return scoring.score(call, scoring.form(input), input.standard, input.edition,
      input.base_date or call.today)
  end,
}
