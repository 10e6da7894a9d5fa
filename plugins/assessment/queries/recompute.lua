-- One assessment as it was scored, and beside it what the same answers come
-- to under each edition of its scale, also those that the home added, with the
-- settings of today.
local fields = require "lib.fields"
local scales = require "lib.scales"
local scoring = require "lib.scoring"
local words = require "lib.words"

local function row_of(which, verdict, options, holds)
  local level, level_en = words.level(verdict)
  return { which = which, standard = verdict.standard, edition = verdict.edition,
    total = verdict.total, preliminary = verdict.preliminary, level = verdict.level,
    level_text = level, level_text_en = level_en, reasons = verdict.reasons,
    warnings = verdict.warnings, stacking = options.stacking, inclusive = options.inclusive,
    holds = holds }
end

return {
  zh = "按其他版本重算", en = "Recomputed", permission = "assessment.read",
  input = fields.of("assessment", "edition",
    { name = "stacking", type = "boolean", zh = "变更可叠加（不填按设置）",
      en = "Changes stack (as set when empty)" }),
  columns = fields.of(
    { name = "which", type = "enum", zh = "哪一个", en = "Which", values = {
      { value = "stored", zh = "当时的结果", en = "As it was scored" },
      { value = "again", zh = "重算的结果", en = "Recomputed" } } },
    "standard_text", "edition",
    { name = "holds", type = "boolean", zh = "在基准日期有效", en = "Valid on the base date" },
    { name = "total", type = "integer", zh = "总分", en = "Total" },
    { name = "preliminary", type = "integer", zh = "初步等级", en = "Preliminary level" },
    "level", { name = "level_text", type = "text", zh = "等级", en = "Level" },
    { name = "level_text_en", type = "text", zh = "等级（英文）", en = "Level" },
    { name = "stacking", type = "boolean", zh = "叠加", en = "Stacking" },
    { name = "inclusive", type = "boolean", zh = "含第 30 天", en = "Day 30 counts" },
    { name = "reasons", type = "json", zh = "等级变更依据", en = "Reasons" },
    { name = "warnings", type = "json", zh = "请注意", en = "Warnings" },
    { name = "faults", type = "json", zh = "不能重算的原因", en = "Why it can't be" }),
  run = function(call, home)
    local stored = home.get("assessment", call.input.assessment)
    local rows = array { row_of("stored", stored.result, stored.options, true) }
    local options = scoring.options(call, stored.base_date)
    if call.input.stacking ~= nil then options.stacking = call.input.stacking end
    for _, ready in ipairs(scales.with_own(call)) do
      local scale = ready.scale
      local wanted = call.input.edition or scale.edition
      if scale.standard == stored.standard and scale.edition == wanted then
        local verdict, faults = call.rules.score(stored.form, ready, call.data.events, options,
          call.rules)
        local holds = scales.holds(scale, stored.base_date)
        rows[#rows + 1] = verdict and row_of("again", verdict, options, holds)
          or { which = "again", standard = scale.standard, edition = scale.edition, holds = holds,
            faults = array(faults) }
      end
    end
    if #rows == 1 then
      refuse("edition", "unknown", "没有这个版本。", "There is no such edition.")
      stop()
    end
    return rows
  end,
}
