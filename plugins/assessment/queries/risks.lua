-- The nine risks of a completed assessment.
local fields = require "lib.fields"

return {
  zh = "九项风险", en = "Nine risks", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "评估",
    en = "Assessment" } },
  columns = fields.of({ name = "risk", type = "text", zh = "风险", en = "Risk" },
    { name = "risk_en", type = "text", zh = "风险（英文）", en = "Risk" },
    { name = "points", type = "integer", zh = "得分", en = "Points" },
    "level", "level_zh", "level_en", "tone"),
  run = function(call, home)
    local found, rows = home.get("assessment", call.input.id), array {}
    for i, each in ipairs(found and found.result.risks or {}) do
      rows[i] = { risk = each.zh, risk_en = each.en, points = each.points, level = each.level,
        level_zh = each.level_zh, level_en = each.level_en,
        tone = each.level == 2 and "alarm" or each.level == 1 and "late" or "plain" }
    end
    return rows
  end,
}
