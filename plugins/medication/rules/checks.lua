-- What speaks against a drug for a resident (standards 7.4): pure. `known`: the
-- tables of names, classes, interactions and cautions, all partial; what they
-- can't tell is said, not passed over. `asked`: { drug, allergies = { text },
-- others = { drug }, pairs = rows of the home's list of interactions, lists =
-- { { source, edition } }, stage, open_end }; an other that is `apart` in time is no duplicate.
-- Gives a list of { severity, code, key, zh, en, source, edition, other }, `other`: the
-- order_id of the other drug that it is about.
local naming = require "lib.naming"

local function class_of(known, id)
  for _, class in ipairs(known.classes) do
    if class.id == id then return class end
  end
end

local function any(list, set)
  for _, id in ipairs(list or {}) do
    if set[id] then return id end
  end
end

local function holds(list, text)
  for _, each in ipairs(list) do
    if each == text then return true end
  end
  return false
end

-- --- allergies ---------------------------------------------------------------

-- How an allergy to `class` meets what is in the drug.
local function meets_class(known, class, inside)
  if inside.classes[class.id] then return "stop", class end
  local crossed = any(class.cross, inside.classes)
  if crossed then return "stop", class_of(known, crossed) end
  local near = any(class.beware, inside.classes)
  if near then return "warn", class_of(known, near) end
end

-- "青霉素过敏史", "对磺胺过敏": the words around the substance.
local function bare(text)
  for _, word in ipairs { "皮试阳性", "过敏史", "过敏", "药物", "类药", "对" } do
    text = text:gsub(word, "")
  end
  return naming.clean(text)
end

local function names_drug(drug, inside, found, text)
  for id in pairs(found.substances) do
    if inside.substances[id] then return true end
  end
  if found.any or #text < 4 then return false end
  if naming.clean(drug.name):find(text, 1, true) then return true end
  for each in pairs(inside.texts) do
    if each:find(text, 1, true) or text:find(each, 1, true) then return true end
  end
  return false
end

local function add_class(add, known, drug, inside, found, allergy)
  for _, substance in pairs(found.substances) do
    for _, id in ipairs(substance.classes) do
      local class = class_of(known, id)
      if class and class.allergy then found.classes[id] = class end
    end
  end
  local told
  for _, class in pairs(found.classes) do
    local severity, met = meets_class(known, class, inside)
    if severity and (not told or severity == "stop") then told = { severity, met } end
  end
  if told then
    add(told[1], "allergy_class", "allergy:" .. allergy, "对“" .. allergy .. "”过敏，" .. drug.name
      .. "属于" .. told[2].zh .. "。", "Allergic to " .. allergy .. "; " .. drug.name
      .. " belongs to the " .. told[2].en .. ".")
  end
end

local function of_allergy(known, drug, inside, allergy, add)
  local text, found = bare(allergy), naming.find(known.index, allergy)
  if names_drug(drug, inside, found, text) then
    return add("stop", "allergy", "allergy:" .. allergy, "对“" .. allergy .. "”过敏，" .. drug.name
      .. "含有它。", "Allergic to " .. allergy .. ", which " .. drug.name .. " holds.")
  end
  add_class(add, known, drug, inside, found, allergy)
  if not found.any and not holds(known.not_drugs, text) and not holds(known.no_allergy, text) then
    add("warn", "allergy_unknown", "allergy:" .. allergy, "过敏记录“" .. allergy
      .. "”对照表里没有，请人工核对。", "The allergy “" .. allergy
      .. "” is not in the table: check it by eye.")
  end
end

-- --- other medicines -----------------------------------------------------------

local function pair_key(drug, other)
  return "pair:" .. math.min(drug.id or 0, other.id or 0) .. "/"
    .. math.max(drug.id or 0, other.id or 0)
end

local function same_text(inside, theirs)
  for text, shown in pairs(inside.texts) do
    if theirs.texts[text] then return shown, shown end
  end
  for id, substance in pairs(inside.substances) do
    if theirs.substances[id] then return substance.zh, id end
  end
end

local function of_other(known, drug, inside, other, theirs, add)
  local key = pair_key(drug, other)
  local zh, en = same_text(inside, theirs)
  if other.apart then return end
  if zh then
    return add("stop", "duplicate", key, "已在用" .. other.name .. "，同含" .. zh .. "。",
      "Already takes " .. other.name .. ", which also holds " .. en .. ".")
  elseif other.name == drug.name then
    return add("stop", "duplicate", key, "已在用" .. other.name .. "。",
      "Already takes " .. other.name .. ".")
  end
  for id in pairs(inside.classes) do
    local class = class_of(known, id)
    if class and class.same and theirs.classes[id] then
      return add("warn", "duplicate_class", key, "已在用" .. other.name .. "，同属" .. class.zh
        .. "。", "Already takes " .. other.name .. ", also of the " .. class.en .. ".")
    end
  end
end

local weight = { contraindicated = "stop", major = "warn", moderate = "warn", minor = "note" }
local words = {
  contraindicated = { "禁忌合用", "must not go together" }, major = { "严重相互作用", "major" },
  moderate = { "中等相互作用", "moderate" }, minor = { "轻微相互作用", "minor" },
}

local function set_of(codes)
  local set = {}
  for _, code in ipairs(codes) do set[code] = true end
  return set
end

local function of_pairs(list, drug, mine, other, theirs, add)
  for _, pair in ipairs(list) do
    if (mine[pair.a] and theirs[pair.b]) or (mine[pair.b] and theirs[pair.a]) then
      local word = words[pair.severity]
      add(weight[pair.severity], "interaction", pair_key(drug, other) .. ":" .. pair.a .. "+"
        .. pair.b, drug.name .. "与" .. other.name .. "：" .. word[1] .. "。" .. pair.zh,
        drug.name .. " and " .. other.name .. ": " .. word[2] .. ". " .. (pair.en or pair.zh),
        pair.source, pair.edition)
    end
  end
end

-- --- the drug itself -------------------------------------------------------------

local function of_cautions(known, drug, mine, add)
  if drug.elderly then
    return add("warn", "elderly", "drug", "老年人慎用：" .. drug.elderly,
      "Caution in old people: " .. drug.elderly, drug.source, drug.edition)
  end
  for _, caution in ipairs(known.elderly.cautions) do
    if mine[caution.code] then
      add("warn", "elderly", "drug:" .. caution.code, "老年人慎用：" .. caution.zh,
        "Caution in old people: " .. caution.en, known.elderly.source, known.elderly.edition)
    end
  end
end

local function of_marks(known, drug, inside, asked, add)
  if drug.high_alert or naming.high_alert(known.classes, inside, drug.form) then
    add("warn", "high_alert", "drug", "高警示药品：给药要两人核对。",
      "A high-alert medicine: two people check each dose.", "standards 7.4", "KH")
  end
  if drug.controlled ~= "none" then
    add("warn", "controlled", "drug", "管制药品：专人、专柜加锁、专用账册、专用处方、专册登记。",
      "A controlled drug: own person, locked cupboard, own book, own prescription, own register.",
      "麻醉药品和精神药品管理条例", "国务院令第442号")
  end
  if drug.antibiotic ~= "none" and asked.open_end then
    add("warn", "antibiotic", "drug", "抗菌药物要写明疗程结束日期。",
      "An antibiotic wants a day on which the course ends.", "standards 7.4", "KH")
  end
end

local function of_unknown(drug, inside, add)
  for _, ingredient in ipairs(inside.unknown) do
    add("warn", "ingredient_unknown", "ingredient:" .. ingredient, "成分“" .. ingredient
      .. "”对照表里没有，过敏、重复和相互作用核对不全。", "The ingredient “" .. ingredient
      .. "” is not in the table: allergies, duplicates and interactions are not fully checked.")
  end
  if #drug.ingredients == 0 then
    add("warn", "ingredient_missing", "drug", drug.name
      .. "没有登记成分，无法核对过敏、重复和相互作用。", drug.name
      .. " has no ingredients on file: allergies, duplicates, interactions can't be checked.")
  end
end

-- What this answer rests on, and what it does not cover.
local function basis(known, asked, add)
  add("note", "partial", "", "过敏和重复用药按《" .. known.standard .. "》" .. known.edition
    .. "核对，该表不完整。", "Allergies and duplicates were checked by a table that is partial ("
    .. known.edition .. ").")
  if #asked.allergies == 0 then
    add("note", "no_allergies", "", "没有登记过敏史；没有登记不等于没有过敏。",
      "No allergies on file, which does not mean there are none.")
  end
  local few = known.interactions
  if #asked.lists == 0 then
    add("note", "no_interaction_list", "", "本院没有导入相互作用库：只核对了随附的 " .. #few.pairs
      .. " 对常见禁忌（" .. few.edition .. "），没有提示不等于没有相互作用。",
      "This home has imported no list of interactions: only the " .. #few.pairs
      .. " pairs that come along were looked at. No warning does not mean no interaction.",
      few.source, few.edition)
    return
  end
  for _, list in ipairs(asked.lists) do
    add("note", "interaction_list", list.source, "相互作用按《" .. list.source .. "》" .. list.edition
      .. "核对" .. (list.listed and "。" or "，但库里没有这种药的成分：没有核对到。"),
      "Interactions were checked by " .. list.source .. ", " .. list.edition .. (list.listed and "."
        or "; it does not hold this drug's ingredients, so nothing was found to check."),
      list.source, list.edition)
  end
end

return function(known, asked)
  local list = array {}
  local with
  local function add(severity, code, key, zh, en, source, edition)
    list[#list + 1] = { severity = severity, code = code, key = key, zh = zh, en = en,
      source = source or known.source, edition = edition or known.edition, other = with }
  end
  local drug = asked.drug
  local inside = naming.contents(known.index, drug)
  local mine = set_of(naming.codes(inside))
  for _, allergy in ipairs(asked.allergies) do of_allergy(known, drug, inside, allergy, add) end
  for _, other in ipairs(asked.others) do
    local held = naming.contents(known.index, other)
    local theirs = set_of(naming.codes(held))
    with = other.order_id
    of_other(known, drug, inside, other, held, add)
    of_pairs(known.interactions.pairs, drug, mine, other, theirs, add)
    of_pairs(asked.pairs, drug, mine, other, theirs, add)
  end
  with = nil
  of_cautions(known, drug, mine, add)
  of_marks(known, drug, inside, asked, add)
  of_unknown(drug, inside, add)
  basis(known, asked, add)
  return list
end
