-- What changes the level of a form (GB/T 42195-2022, C.4; MZ/T 039-2013):
-- coma, dementia and other mental disorders, care-risk events. Gives
-- { reasons, warnings, apply = function(preliminary) }; adds what is wrong to
-- `faults`.
local none = {}

local function refuse_unused(form, ready, faults)
  for _, name in ipairs { "coma", "psychiatrist" } do
    if form[name] then
      faults[#faults + 1] = { field = name, code = "not_of_scale",
        zh = ready.scale.standard .. " 不看这一项。请去掉，或换一个量表。",
        en = ready.scale.standard .. " does not take this. Leave it out, or use another scale." }
    end
  end
  for _, name in ipairs { "diagnoses", "risk_events" } do
    if type(form[name]) ~= "nil" and (type(form[name]) ~= "table" or next(form[name]) ~= nil) then
      faults[#faults + 1] = { field = name, code = "not_of_scale",
        zh = ready.scale.standard .. " 不看这一项。请去掉，或换一个量表。",
        en = ready.scale.standard .. " does not take this. Leave it out, or use another scale." }
    end
  end
end

local function unchanged(preliminary) return preliminary end

-- Is there a coma? The flag must agree with the answer about consciousness.
local function coma_of(form, rule, faults)
  local answer = type(form.answers) == "table" and form.answers[rule.item]
  local agrees = answer == rule.when
  if form.coma and answer and not agrees then
    faults[#faults + 1] = { field = "coma", code = "contradiction",
      zh = "填了“昏迷”，但 " .. rule.item .. " 意识水平评为 " .. tostring(answer)
        .. "。两者矛盾，请核对。",
      en = "Coma is marked, but " .. rule.item .. " (consciousness) is " .. tostring(answer)
        .. ". They contradict: check them." }
  elseif rule.derived and agrees and form.coma == false then
    faults[#faults + 1] = { field = "coma", code = "contradiction",
      zh = rule.item .. " 评为昏迷，但“昏迷”填了否。两者矛盾，请核对。",
      en = rule.item .. " says coma, but coma is marked as no. They contradict: check them." }
  end
  return form.coma or (rule.derived and agrees)
end

-- F03.x00x001: beside F00 and F00.1, the codes of the national clinical edition.
local national = "^%u%d%d%.[%dxX]%d%d[xX]%d%d%d$"

local function check_codes(codes, faults)
  local good = {}
  if type(codes) ~= "table" then
    if codes ~= nil then
      faults[#faults + 1] = { field = "diagnoses", code = "type",
        zh = "诊断要写成 ICD-10 编码的列表。", en = "Diagnoses are a list of ICD-10 codes." }
    end
    return good
  end
  for i, code in ipairs(codes) do
    local plain = type(code) == "string" and code:sub(1, 1):upper() .. code:sub(2) or ""
    if plain:match("^%u%d%d$") or plain:match("^%u%d%d%.%w%w?%w?%w?$")
      or plain:match(national) then
      good[#good + 1] = plain
    else
      faults[#faults + 1] = { field = "diagnoses[" .. i - 1 .. "]", code = "code",
        zh = "“" .. tostring(code) .. "”不是 ICD-10 编码，应如 F00 或 I63.9。",
        en = "\"" .. tostring(code) .. "\" is no ICD-10 code such as F00 or I63.9." }
    end
  end
  return good
end

local function within(code, range)
  local head = code:sub(1, 3)
  return head >= range.from and head <= range.to
end

local function disorder(codes, form, changes, reasons, warnings)
  local found, by_one = false, changes.mental.psychiatrist
  for _, code in ipairs(codes) do
    if within(code, changes.dementia) then
      found = true
      reasons[#reasons + 1] = { code = "dementia", by = changes.dementia.by,
        zh = "确诊认知障碍/痴呆（" .. code .. "），提高一级。",
        en = "Diagnosed dementia (" .. code .. "): one level up." }
    elseif within(code, changes.mental) and (form.psychiatrist or not by_one) then
      found = true
      reasons[#reasons + 1] = { code = "mental", by = changes.mental.by,
        zh = (by_one and "精神科专科医生诊断的" or "") .. "精神和行为障碍（" .. code .. "），提高一级。",
        en = "Mental disorder" .. (by_one and " diagnosed by a psychiatrist" or "") .. " (" .. code
          .. "): one level up." }
    elseif within(code, changes.mental) then
      warnings[#warnings + 1] = { code = "specialist_missing",
        zh = code .. " 没有精神科专科医生的诊断，不改变等级。请补专科诊断。",
        en = code .. " was not diagnosed by a psychiatrist: the level stays. Get that diagnosis." }
    end
  end
  return found and changes.dementia.by or 0
end

-- `rule.kinds`: those that the standard names; without it all of them count.
local function events(counts, changes, reasons)
  local rule, sum = changes.events, 0
  for kind, count in pairs(counts) do
    if not rule.kinds or rule.kinds[kind] then sum = sum + count end
  end
  if sum < rule.least then return 0 end
  reasons[#reasons + 1] = { code = "risk_events", by = rule.by,
    zh = "近 " .. rule.days .. " 天内照护风险事件 " .. sum .. " 次，提高一级。",
    en = sum .. " care-risk events within " .. rule.days .. " days: one level up." }
  return rule.by
end

local function coma_reason(level)
  return { code = "coma", zh = "处于昏迷状态，直接评定为最重等级（" .. level .. " 级）。",
    en = "In a coma: the worst level (" .. level .. ") at once." }
end

return function(form, ready, kinds, options, faults, rules)
  local changes = ready.scale.changes
  local reasons, warnings = array {}, array {}
  if not changes then
    refuse_unused(form, ready, faults)
    return { reasons = reasons, warnings = warnings, apply = unchanged }
  end
  local coma = coma_of(form, changes.coma, faults)
  local codes = form.diagnoses and check_codes(form.diagnoses, faults) or none
  local counts, _ = none, nil
  if form.risk_events ~= nil then
    _, counts = rules.events(form.risk_events, kinds, changes.events.days, options, faults)
  end
  if coma then reasons[1] = coma_reason(changes.coma.level) end
  local by_disorder = disorder(codes, form, changes, reasons, warnings)
  local by_events = events(counts, changes, reasons)
  local up = options.stacking and by_disorder + by_events or math.max(by_disorder, by_events)
  return {
    reasons = reasons, warnings = warnings,
    apply = function(preliminary)
      if coma then return changes.coma.level end
      return preliminary and math.min(changes.cap, preliminary + up)
    end,
  }
end
