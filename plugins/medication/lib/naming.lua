-- Which ingredients and classes a text names: the longest names first, and what
-- a longer name has used up counts no more (氨茶碱 is not 茶碱).
local naming = {}

-- Signs of several bytes can't stand in a set of a pattern.
local signs = { "·", "，", "。", "（", "）", "“", "”", "、", "；", "：" }

function naming.clean(text)
  text = text:lower():gsub("[%s%-,()]", "")
  for _, sign in ipairs(signs) do text = text:gsub(sign, "") end
  return text
end

-- Every name of the tables with what it stands for, longest first.
function naming.index(known)
  local names = {}
  for _, substance in ipairs(known.substances) do
    for _, name in ipairs(substance.names) do
      names[#names + 1] = { text = naming.clean(name), substance = substance }
    end
  end
  for _, class in ipairs(known.classes) do
    for _, name in ipairs(class.names) do
      names[#names + 1] = { text = naming.clean(name), class = class }
    end
    names[#names + 1] = { text = naming.clean(class.zh), class = class }
  end
  table.sort(names, function(a, b)
    if #a.text ~= #b.text then return #a.text > #b.text end
    return a.text < b.text
  end)
  return names
end

-- Latin names count as whole words only: "arb" is not in "carbamazepine".
local function place(plain, name)
  local from, to = plain:find(name, 1, true)
  while from do
    local latin = name:match("^[%w]+$") ~= nil
    local before, behind = plain:sub(from - 1, from - 1), plain:sub(to + 1, to + 1)
    if not latin or (not before:match("%a") and not behind:match("%a")) then return from, to end
    from, to = plain:find(name, to + 1, true)
  end
end

-- Gives { substances = { [id] = substance }, classes = { [id] = class }, any }.
function naming.find(index, text)
  local found = { substances = {}, classes = {}, any = false }
  local plain = naming.clean(text)
  for _, name in ipairs(index) do
    local from, to = place(plain, name.text)
    while from do
      found.any = true
      if name.substance then found.substances[name.substance.id] = name.substance end
      if name.class then found.classes[name.class.id] = name.class end
      plain = plain:sub(1, from - 1) .. "|" .. plain:sub(to + 1)
      from, to = place(plain, name.text)
    end
  end
  return found
end

-- What a drug holds: ingredients by id (those not known by their own text),
-- classes by id, texts that are not known.
function naming.contents(index, drug)
  local all = { substances = {}, classes = {}, unknown = array {}, texts = {} }
  for _, ingredient in ipairs(drug.ingredients) do
    local found = naming.find(index, ingredient)
    if next(found.substances) == nil then
      all.unknown[#all.unknown + 1] = ingredient
      all.texts[naming.clean(ingredient)] = ingredient
    end
    -- 头孢地尼 is in no table, but what it begins with says its class
    for id in pairs(found.classes) do all.classes[id] = true end
    for id, substance in pairs(found.substances) do
      all.substances[id] = substance
      for _, class in ipairs(substance.classes) do all.classes[class] = true end
    end
  end
  for _, class in ipairs(drug.classes) do all.classes[class] = true end
  return all
end

-- Whether two contents have an ingredient in common.
function naming.share(one, other)
  for id in pairs(one.substances) do
    if other.substances[id] then return true end
  end
  for text in pairs(one.texts) do
    if other.texts[text] then return true end
  end
  return false
end

-- Whether one of the classes makes it high-alert, some only as an injection.
function naming.high_alert(classes, inside, form)
  for _, class in ipairs(classes) do
    if inside.classes[class.id]
      and (class.high_alert or (form and class.high_alert_form == form)) then
      return true
    end
  end
  return false
end

-- The codes by which lists of interactions name what a drug holds.
function naming.codes(inside)
  local codes = array {}
  for id in pairs(inside.substances) do codes[#codes + 1] = "ingredient:" .. id end
  for text in pairs(inside.texts) do codes[#codes + 1] = "ingredient:" .. text end
  for id in pairs(inside.classes) do codes[#codes + 1] = "class:" .. id end
  return codes
end

-- One code of a list's word, known or as it stands.
function naming.code(index, text)
  local plain = naming.clean(text)
  for _, name in ipairs(index) do
    if name.text == plain then
      if name.substance then return "ingredient:" .. name.substance.id, true end
      return "class:" .. name.class.id, true
    end
  end
  return "ingredient:" .. plain, false
end

return naming
