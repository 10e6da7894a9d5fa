-- What speaks against a drug for a resident (standards 7.4): pure, over the
-- drug, the resident's allergies as they were written, and the drugs of the
-- other orders. `known`: the tables of substances and classes, which are
-- partial; what they can't tell is said, not passed over.
local function clean(text)
  return (text:lower():gsub("[%s%-·]", ""))
end

local function holds(text, names)
  for _, name in ipairs(names) do
    if text:find(clean(name), 1, true) then return true end
  end
  return false
end

-- The substances and classes that a text names.
local function named(known, text)
  local found = { substances = {}, classes = {} }
  local plain = clean(text)
  for _, substance in ipairs(known.substances) do
    if holds(plain, substance.names) then found.substances[substance.id] = substance end
  end
  for _, class in ipairs(known.classes) do
    if holds(plain, class.names) then found.classes[class.id] = class end
  end
  return found
end

-- What a drug holds: ids of substances, ids of classes, ingredients not known.
local function contents(known, drug)
  local all = { substances = {}, classes = {}, unknown = array {} }
  for _, ingredient in ipairs(drug.ingredients) do
    local found = named(known, ingredient).substances
    if next(found) == nil then table.insert(all.unknown, ingredient) end
    for id, substance in pairs(found) do
      all.substances[id] = substance
      for _, class in ipairs(substance.classes) do all.classes[class] = true end
    end
  end
  for _, class in ipairs(drug.classes) do all.classes[class] = true end
  return all
end

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

-- --- allergies ---------------------------------------------------------------

-- How an allergy to `class` meets what is in the drug.
local function meets_class(known, class, inside)
  if inside.classes[class.id] then return "stop", class end
  local crossed = any(class.cross, inside.classes)
  if crossed then return "stop", class_of(known, crossed) end
  local near = any(class.beware, inside.classes)
  if near then return "warn", class_of(known, near) end
end

local function of_allergy(known, drug, inside, allergy, add)
  local text, found = clean(allergy), named(known, allergy)
  local direct = text ~= "" and (clean(drug.name):find(text, 1, true) ~= nil)
  for id in pairs(found.substances) do direct = direct or inside.substances[id] ~= nil end
  if direct then
    return add("stop", "allergy", allergy, "对“" .. allergy .. "”过敏，" .. drug.name .. "含有它。",
      "Allergic to " .. allergy .. ", which " .. drug.name .. " holds.")
  end
  for _, substance in pairs(found.substances) do
    for _, id in ipairs(substance.classes) do
      local class = class_of(known, id)
      if class and class.allergy then found.classes[id] = class end
    end
  end
  for _, class in pairs(found.classes) do
    local severity, met = meets_class(known, class, inside)
    if severity then
      return add(severity, "allergy_class", allergy, "对“" .. allergy .. "”过敏，" .. drug.name ..
        "属于" .. met.zh .. "。", "Allergic to " .. allergy .. "; " .. drug.name ..
        " belongs to the " .. met.en .. ".")
    end
  end
  if next(found.substances) == nil and next(found.classes) == nil and
      not holds(text, known.not_drugs) then
    add("warn", "allergy_unknown", allergy, "过敏记录“" .. allergy .. "”对照表里没有，请人工核对。",
      "The allergy “" .. allergy .. "” is not in the table: check it by eye.")
  end
end

-- --- other orders --------------------------------------------------------------

local function of_other(known, drug, inside, other, add)
  local theirs = contents(known, other)
  for id, substance in pairs(inside.substances) do
    if theirs.substances[id] then
      return add("stop", "duplicate", other.name, "已在用" .. other.name .. "，同含" ..
        substance.zh .. "。", "Already takes " .. other.name .. ", which also holds " ..
        substance.id .. ".")
    end
  end
  if other.name == drug.name then
    return add("stop", "duplicate", other.name, "已在用" .. other.name .. "。",
      "Already takes " .. other.name .. ".")
  end
  for id in pairs(inside.classes) do
    local class = class_of(known, id)
    if class and class.same and theirs.classes[id] then
      return add("warn", "duplicate_class", other.name, "已在用" .. other.name .. "，同属" ..
        class.zh .. "。", "Already takes " .. other.name .. ", also of the " .. class.en .. ".")
    end
  end
end

-- --- the drug itself -------------------------------------------------------------

local function of_drug(drug, inside, add)
  if drug.elderly then
    add("warn", "elderly", drug.name, "老年人慎用：" .. drug.elderly,
      "Caution in old people: " .. drug.elderly)
  end
  for _, ingredient in ipairs(inside.unknown) do
    add("warn", "ingredient_unknown", ingredient, "成分“" .. ingredient ..
      "”对照表里没有，过敏和重复用药核对不全。", "The ingredient “" .. ingredient ..
      "” is not in the table: allergies and duplicates are not fully checked.")
  end
  if #drug.ingredients == 0 then
    add("warn", "ingredient_missing", drug.name, drug.name .. "没有登记成分，无法核对过敏和重复用药。",
      drug.name .. " has no ingredients on file: allergies and duplicates can't be checked.")
  end
end

-- `asked`: { drug, allergies = { text }, others = { drug } }. Gives a list of
-- { severity, code, key, zh, en, source, edition }.
return function(known, asked)
  local list = array {}
  local function add(severity, code, key, zh, en)
    list[#list + 1] = { severity = severity, code = code, key = key, zh = zh, en = en,
      source = known.source, edition = known.edition }
  end
  local inside = contents(known, asked.drug)
  for _, allergy in ipairs(asked.allergies) do
    of_allergy(known, asked.drug, inside, allergy, add)
  end
  for _, other in ipairs(asked.others) do
    of_other(known, asked.drug, inside, other, add)
  end
  of_drug(asked.drug, inside, add)
  add("note", "partial", "", "已按" .. known.standard .. " " .. known.edition ..
    "核对过敏和重复用药；药物相互作用没有核对。", "Allergies and duplicates were checked by " ..
    known.edition .. ", a partial table; interactions were not checked.")
  return list
end
