-- The people who assessed: how many, who, with which background.
local enums = require "data.enums"

local signers = {}

local function plain(name)
  return (name:gsub("%s+", "")):lower()
end

local function word(value)
  for _, each in ipairs(enums.background) do
    if each.value == value then return each.zh, each.en end
  end
end

-- Assessors as they were typed, and those who signed the draft as it is now.
-- Who signed and is typed as well is one; nobody is typed twice.
function signers.gather(call, home, draft, typed)
  local list, known = {}, {}
  local function add(row, typed_at)
    local before = known[plain(row.name)]
    if before == "typed" then
      refuse("assessors[" .. typed_at .. "].name", "same",
        "评估人员“" .. row.name .. "”填了两次，要是不同的人。",
        "The assessor " .. row.name .. " comes twice: they must be different people.")
    elseif not before then
      list[#list + 1] = row
    end
    known[plain(row.name)] = typed_at and "typed" or "signed"
  end
  for _, row in ipairs(draft and home.find("signature", { draft = draft.id }) or {}) do
    if row.role == "assessor" and row.version == draft.version then
      add { name = row.name, background = row.background, title = row.title, at = row.at,
        person = row.person, how = "system" }
    end
  end
  for i, row in ipairs(typed or {}) do
    local at = row.signed or call.happened_at
    if at > call.now then
      refuse("assessors[" .. i - 1 .. "].signed", "future", "签名时间还没有到。",
        "That time has not come yet.")
    end
    add({ name = row.name, background = row.background, title = row.title, at = at,
      how = "paper" }, i - 1)
  end
  return list
end

local function names_of(wanted)
  local zh, en = {}, {}
  for i, each in ipairs(wanted) do zh[i], en[i] = word(each) end
  return table.concat(zh, "、"), table.concat(en, ", ")
end

-- Refuses too few assessors, and none with the background that the scale asks.
function signers.check(list, scale, must_sign)
  local rule, fits, on_paper = scale.assessors, not scale.assessors.one_of, nil
  for _, each in ipairs(list) do
    if each.how == "paper" then on_paper = each.name end
    for _, background in ipairs(rule.one_of or {}) do
      if each.background == background then fits = true end
    end
  end
  if #list < rule.least then
    refuse("assessors", "too_few",
      scale.standard .. " 要 " .. rule.least .. " 位不同的评估人员（现在 " .. #list .. " 位）。",
      scale.standard .. " wants " .. rule.least .. " different assessors (" .. #list .. " given).")
  elseif not fits then
    local zh, en = names_of(rule.one_of)
    refuse("assessors", "background", "评估人员中至少要有一位的专业背景是：" .. zh .. "。",
      "At least one assessor needs this background: " .. en .. ".")
  end
  if must_sign and on_paper then
    refuse("assessors", "unsigned", "本院要求评估人员本人登录签名；" .. on_paper .. " 还没有签。",
      "This home wants assessors to sign in and sign themselves; " .. on_paper .. " has not.")
  end
end

function signers.keep(home, list, assessment)
  for _, each in ipairs(list) do
    home.insert("signature", { assessment = assessment, role = "assessor", name = each.name,
      background = each.background, title = each.title, person = each.person, at = each.at,
      how = each.how })
  end
end

return signers
