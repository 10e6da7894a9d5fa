-- Scores many forms of one scale at once; each row says what came out, or
-- what is wrong with that form.
local fields = require "lib.fields"
local scales = require "lib.scales"
local scoring = require "lib.scoring"

return {
  zh = "批量评分", en = "Score many", permission = "assessment.read", deadline_ms = 20000,
  input = fields.of("standard_text", "edition", "base_date",
    { name = "forms", type = "list", max = 5000, required = true, of = { type = "json" },
      zh = "评估表", en = "Forms" }),
  columns = {
    { name = "total", type = "integer", zh = "总分", en = "Total" },
    { name = "subtotals", type = "json", zh = "分项得分", en = "Sub-scores" },
    { name = "grades", type = "json", zh = "各部分分级", en = "Grades" },
    { name = "preliminary", type = "integer", zh = "初步等级", en = "Preliminary level" },
    { name = "final", type = "integer", zh = "最终等级", en = "Final level" },
    { name = "faults", type = "json", zh = "错误", en = "Faults" },
  },
  run = function(call)
    local input, rows = call.input, array {}
    local day = input.base_date or call.today
    local ready, fault = scales.find(input.standard, input.edition, day)
    if not ready then
      scoring.refuse { fault }
      stop()
    end
    local options = scoring.options(call, day)
    local score, kinds, rules = call.rules.score, call.data.events, call.rules
    for i, form in ipairs(input.forms) do
      if type(form) ~= "table" then form = {} end
      local verdict, faults = score(form, ready, kinds, options, rules)
      rows[i] = verdict and { total = verdict.total, subtotals = verdict.subtotals,
        grades = verdict.grades, preliminary = verdict.preliminary, final = verdict.final }
        or { faults = array(faults) }
    end
    return rows
  end,
}
