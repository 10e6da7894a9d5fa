-- Need of care against kind of bed (护理型床位 for those who depend on care,
-- the dementia unit for dementia, respite beds for respite stays).
local function check_dementia(person, bed, edition, verdict)
  if person.dementia and bed.kind == "dementia" then
    verdict.pro("dementia", edition.weights.kind_suits, "失智专区，适合失智老人。",
      "In the dementia unit, as needed.")
  elseif bed.kind == "dementia" then
    verdict.rule("not_dementia", "失智专区的床位只给失智老人。",
      "Beds of the dementia unit are for residents with dementia.")
  elseif person.dementia and bed.kind ~= "isolation" then
    verdict.con("no_dementia_unit", edition.weights.nursing_wasted,
      "失智老人最好住失智专区。", "A resident with dementia is better in the dementia unit.")
  end
end

local function check_nursing(person, bed, edition, verdict)
  local level = person.care_level
  if not level then
    verdict.con("no_level", 0, "还没有能力评估，不知道需不需要护理型床位。",
      "There is no ability assessment yet: the need for a nursing bed is unknown.")
  elseif level >= edition.nursing_from and bed.kind == "general" then
    verdict.rule("needs_nursing", "能力等级 " .. level .. "，需要护理型床位。",
      "Ability level " .. level .. " needs a nursing bed.")
  elseif level >= edition.nursing_from and bed.kind == "nursing" then
    verdict.pro("nursing", edition.weights.kind_suits, "护理型床位，适合能力等级 " .. level .. "。",
      "A nursing bed, as ability level " .. level .. " needs.")
  elseif level < edition.nursing_from and bed.kind == "nursing" then
    verdict.con("nursing_wasted", edition.weights.nursing_wasted,
      "会占用一张护理型床位，而能力等级只有 " .. level .. "。",
      "It would use up a nursing bed at ability level " .. level .. ".")
  end
end

return function(person, bed, edition, verdict)
  check_dementia(person, bed, edition, verdict)
  check_nursing(person, bed, edition, verdict)
  if bed.kind == "respite" and person.purpose ~= "respite" then
    verdict.rule("respite_only", "喘息床位只给短期喘息入住。",
      "Respite beds are for respite stays only.")
  elseif bed.kind == "respite" then
    verdict.pro("respite", edition.weights.kind_suits, "喘息床位，适合短期入住。",
      "A respite bed, as a short stay needs.")
  end
end
