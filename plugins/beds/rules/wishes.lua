-- What the person asked for, and what makes life easier. None of it is a rule.
local kinds = { nursing = { "护理型", "nursing" }, general = { "普通型", "general" },
  dementia = { "失智专区", "dementia" }, respite = { "喘息", "respite" },
  isolation = { "隔离", "isolation" } }
local classes = { basic = { "基本", "basic" }, inclusive = { "普惠", "inclusive" },
  market = { "市场", "market" } }

local function wanted(person, bed, field, words, points, verdict)
  local wish = person[field]
  if not wish then return end
  local word = words[wish]
  if wish == bed[field] then
    verdict.pro(field .. "_wanted", points, "正是想要的" .. word[1] .. "床位。",
      "A " .. word[2] .. " bed, as wished.")
  else
    verdict.con(field .. "_other", -points, "想要的是" .. word[1] .. "床位。",
      "A " .. word[2] .. " bed was wished for.")
  end
end

local function with_spouse(person, company, weights, verdict)
  for _, other in ipairs(company) do
    if other.resident == person.spouse and person.share_room and other.share_room then
      verdict.pro("spouse", weights.with_spouse, "和配偶同住。", "Together with the spouse.")
    end
  end
end

local function basic_class(person, bed, weights, verdict)
  local supported = person.rank and person.rank <= 2
  if bed.class == "basic" and supported then
    verdict.pro("basic", weights.class_suits, "基本床位，留给政策保障对象。",
      "A basic bed, kept for those whom policy supports.")
  elseif bed.class == "basic" and person.rank then
    verdict.con("basic_kept", -weights.class_suits, "基本床位先留给政策保障对象。",
      "Basic beds are first for those whom policy supports.")
  elseif bed.class == "market" and supported then
    verdict.con("market_fee", -weights.class_suits, "市场价床位，费用可能超出保障标准。",
      "A market-price bed: the fee may exceed the support.")
  end
end

local function way_out(person, bed, weights, verdict)
  local slow = person.mobility == "wheelchair" or person.mobility == "bed"
  if slow and bed.floor_number <= 1 then
    verdict.pro("low_floor", weights.low_floor, "在一层，疏散方便。",
      "On the ground floor: a short way out.")
  elseif slow and bed.floor_number >= 3 then
    verdict.con("high_floor", weights.floor_high, "行动不便，住三层以上疏散困难。",
      "Moves with help only: a long way out from this floor.")
  end
end

return function(person, bed, company, edition, verdict)
  local weights = edition.weights
  wanted(person, bed, "kind", kinds, weights.kind_wanted, verdict)
  wanted(person, bed, "class", classes, weights.class_wanted, verdict)
  with_spouse(person, company, weights, verdict)
  basic_class(person, bed, weights, verdict)
  way_out(person, bed, weights, verdict)
  if bed.condition == "cleaning" then
    verdict.con("not_clean", weights.not_clean, "还要等清洁完成。", "Cleaning comes first.")
  end
end
