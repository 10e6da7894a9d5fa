-- Scores one form by one edition of one scale.
--
-- form: answers (code -> score), coma, diagnoses (ICD-10 codes), psychiatrist
--   (a psychiatric specialist diagnosed them), risk_events (kind -> count, or
--   -> dates), self_rating ({ a, b }).
-- ready: the edition, as lib/scales makes it. kinds: data/events.
-- options: stacking, inclusive (is the first day of the window in it), day
--   (the base date).
-- rules: the parts, so that a home can replace one.
--
-- Gives the verdict, or nil and all faults: { field, code, zh, en } each.
local function words(scale, level)
  return scale.levels[level + 1].zh, scale.levels[level + 1].en
end

return function(form, ready, kinds, options, rules)
  local scale = ready.scale
  local sums, faults = rules.read(form.answers, ready)
  local changes = rules.changes(form, ready, kinds, options, faults, rules)
  if #faults > 0 then return nil, faults end

  local verdict = rules[scale.method](form.answers, sums, ready)
  verdict.standard, verdict.edition = scale.standard, scale.edition
  verdict.confidence = scale.confidence
  verdict.subtotals = sums
  verdict.reasons, verdict.warnings = changes.reasons, changes.warnings
  if scale.changes then
    verdict.final = changes.apply(verdict.preliminary)
  else
    verdict.final = verdict.preliminary
  end
  if verdict.no_rule then table.insert(verdict.reasons, 1, verdict.no_rule) end
  if verdict.preliminary then
    verdict.preliminary_zh, verdict.preliminary_en = words(scale, verdict.preliminary)
  end
  verdict.level = verdict.final
  if verdict.level then verdict.level_zh, verdict.level_en = words(scale, verdict.level) end
  if form.self_rating and scale.self_rating then
    verdict.self_rating = rules.self_rating(form.self_rating.a, form.self_rating.b,
      scale.self_rating)
  end
  return verdict
end
