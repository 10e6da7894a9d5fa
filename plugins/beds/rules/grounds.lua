-- What speaks for an applicant: ground -> evidence { zh, en }; and what was
-- looked at and does not: ground -> why { zh, en }.
--
-- applicant: central (asks for central support), statuses (array of kinds
-- that are valid now), disabilities (array of { disability, disability_grade,
-- name, name_en, text }), care_level (0-4 or nil), care_standard, care_assessed (of the
-- assessment it comes from), dementia, age, local_hukou and lives_local ("yes",
-- "no"; else unknown). settings: the home's. A ground without evidence holds
-- and is not worth a word.
local function from_statuses(applicant, edition, grounds)
  local held = {}
  for _, kind in ipairs(applicant.statuses) do held[kind] = true end
  for _, proof in ipairs(edition.proofs) do
    if held[proof.status] and not grounds[proof.ground] then
      grounds[proof.ground] = { zh = proof.zh, en = proof.en }
    end
  end
end

local function from_disabilities(applicant, edition, grounds, missing)
  for _, each in ipairs(applicant.disabilities) do
    local most = edition.severe[each.disability]
    local zh, en = each.name or each.disability, each.name_en or each.disability
    if most and each.disability_grade <= most then
      grounds.severe = { zh = zh, en = en }
    elseif each.disability then
      missing.severe = missing.severe
        or { zh = zh .. "，不在重度范围内", en = en .. ", is not severe" }
    else
      missing.severe = { zh = "残疾登记“" .. (each.text or "") .. "”看不出类别和等级，请按残疾人证补登记",
        en = "no kind and grade can be read from \"" .. (each.text or "")
          .. "\"; please enter them from the certificate" }
    end
  end
end

local function level_text(applicant)
  local level, by, on = applicant.care_level, applicant.care_standard, applicant.care_assessed
  local zh, en = "能力等级 " .. level, "ability level " .. level
  if not by then return { zh = zh .. "，手工登记", en = en .. ", entered by hand" } end
  return { zh = zh .. "，" .. by .. (on and "，" .. on or ""),
    en = en .. ", " .. by .. (on and ", " .. on or "") }
end

-- Dementia by itself makes dependent; assessed is who has a level on file.
local function from_ability(applicant, edition, grounds, missing)
  local level = applicant.care_level
  if level and level >= edition.dependent_from then
    grounds.dependent = level_text(applicant)
  elseif applicant.dementia then
    grounds.dependent = { zh = "失智", en = "dementia" }
  end
  if level and grounds.dependent then
    grounds.assessed = grounds.dependent
  elseif level then
    missing.assessed = { zh = "能力等级 " .. level .. "，不算失能",
      en = "ability level " .. level .. " is not dependent" }
  else
    missing.assessed = { zh = "还没有能力评估", en = "there is no ability assessment yet" }
  end
end

local function from_age(applicant, edition, grounds)
  if applicant.age >= edition.oldest_from then
    grounds.oldest = { zh = applicant.age .. " 岁", en = "aged " .. applicant.age }
  end
end

-- Where the district asks, only a plain no excludes; nobody knowing is said.
local function from_home(answer, asked, ground, words, grounds, missing)
  if not asked then
    grounds[ground] = {}
  elseif answer == "no" then
    missing[ground] = { zh = words.no_zh, en = words.no_en }
  elseif answer == "yes" then
    grounds[ground] = { zh = "已登记", en = "on file" }
  else
    grounds[ground] = { zh = "还没有登记，暂按符合排，请核实",
      en = "not on file yet, counted for now: please check" }
  end
end

local hukou = { no_zh = "登记为非本地户籍，所在区县要求本地户籍",
  no_en = "not registered here, which the district asks for" }
local living = { no_zh = "登记为不在本地常住，所在区县要求常住",
  no_en = "does not live here for good, which the district asks for" }

return function(applicant, edition, settings)
  local grounds, missing = {}, {}
  from_statuses(applicant, edition, grounds)
  from_disabilities(applicant, edition, grounds, missing)
  from_ability(applicant, edition, grounds, missing)
  from_age(applicant, edition, grounds)
  from_home(applicant.local_hukou, settings.ask_hukou, "local_hukou", hukou, grounds, missing)
  from_home(applicant.lives_local, settings.ask_living, "lives_local", living, grounds, missing)
  if applicant.central then
    grounds.central = { zh = "本人申请", en = "own request" }
  end
  if settings.nursing_home then
    grounds.nursing_home = { zh = "设有护理型床位", en = "has nursing beds" }
  end
  return grounds, missing
end
