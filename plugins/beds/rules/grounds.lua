-- What speaks for an applicant: ground -> evidence { zh, en }.
--
-- applicant: central (asks for central support), statuses (array of kinds
-- that are valid now), care_level (0-4 or nil), dementia, age.
local function from_statuses(applicant, edition, grounds)
  local held = {}
  for _, kind in ipairs(applicant.statuses) do held[kind] = true end
  for _, proof in ipairs(edition.proofs) do
    if held[proof.status] and not grounds[proof.ground] then
      grounds[proof.ground] = { zh = proof.zh, en = proof.en }
    end
  end
end

local function from_ability(applicant, edition, grounds)
  local level = applicant.care_level
  if level and level >= edition.dependent_from then
    grounds.dependent = { zh = "能力等级 " .. level, en = "ability level " .. level }
  elseif applicant.dementia then
    grounds.dependent = { zh = "失智", en = "dementia" }
  end
end

local function from_age(applicant, edition, grounds)
  if applicant.age >= edition.oldest_from then
    grounds.oldest = { zh = applicant.age .. " 岁", en = "aged " .. applicant.age }
  end
end

return function(applicant, edition, nursing_home)
  local grounds = {}
  from_statuses(applicant, edition, grounds)
  from_ability(applicant, edition, grounds)
  from_age(applicant, edition, grounds)
  if applicant.central then
    grounds.central = { zh = "本人申请", en = "own request" }
  end
  if nursing_home then
    grounds.nursing_home = { zh = "设有护理型床位", en = "has nursing beds" }
  end
  return grounds
end
