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

-- What is no yes or no must not count as yes: forms also come as they were typed.
local function check_flags(form, faults)
  for _, name in ipairs { "coma", "psychiatrist" } do
    if form[name] ~= nil and type(form[name]) ~= "boolean" then
      faults[#faults + 1] = { field = name, code = "type", zh = "这里只能填是或否。",
        en = "This is yes or no." }
    end
  end
end

local function check_self_rating(given, scale, faults)
  if given == nil then return end
  if not scale.self_rating then
    faults[#faults + 1] = { field = "self_rating", code = "not_of_scale",
      zh = scale.standard .. " 不看这一项。请去掉，或换一个量表。",
      en = scale.standard .. " does not take this. Leave it out, or use another scale." }
    return
  end
  for _, class in ipairs { "a", "b" } do
    local count = type(given) == "table" and given[class]
    if math.type(count) ~= "integer" or count < 0 or count > 3 then
      faults[#faults + 1] = { field = "self_rating." .. class, code = "range",
        zh = "自评表每类依赖的项数是 0 到 3。",
        en = "Dependent items of each class of the self-rating are 0 to 3." }
    end
  end
end

-- Who may not apply is assessed all the same, but is told.
local function rate(form, scale, verdict, rules)
  local found = rules.self_rating(form.self_rating.a, form.self_rating.b, scale.self_rating)
  verdict.self_rating = found
  if found.eligible then return end
  table.insert(verdict.warnings, { code = "not_eligible",
    zh = "自评为 " .. found.grade .. " 级，按标准不能申请评估（E、F、G 级才能申请）。",
    en = "The self-rating is " .. found.grade .. ": only E, F and G may apply for an assessment." })
end

return function(form, ready, kinds, options, rules)
  local scale = ready.scale
  local sums, faults = rules.read(form.answers, ready)
  check_flags(form, faults)
  check_self_rating(form.self_rating, scale, faults)
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
  if form.self_rating then rate(form, scale, verdict, rules) end
  return verdict
end
