-- One row of a spreadsheet, as homes keep them: words in Chinese, dates in
-- any common form, several entitlements in one cell.
local enums = require "data.enums"
local register = require "lib.register"

local function day_of(text)
  local year, month, day = text:match("^(%d%d%d%d)[-/.年]+(%d%d?)[-/.月]+(%d%d?)")
  if not year then year, month, day = text:match("^(%d%d%d%d)(%d%d)(%d%d)$") end
  local valid = year and date.from(tonumber(year), tonumber(month), tonumber(day))
  if not valid then
    refuse("born", "date", "出生日期“" .. text .. "”不是一个日期。请按“年-月-日”填写，如 1938-06-15。",
      "The birth date \"" .. text .. "\" is not a date. Write year-month-day, such as 1938-06-15.")
  end
  return valid
end

-- Several in one cell, however they are kept apart.
local function parts_of(text)
  local parts = (text or ""):gsub("；", ";"):gsub("，", ";"):gsub("、", ";"):gsub("[,/]", ";")
  return parts:gmatch("[^;]+")
end

-- "特困；残疾 肢体一级" with one document for all of them.
local function statuses_of(input, today)
  local statuses = array {}
  for part in parts_of(input.statuses) do
    local kind, grade = part:match("^%s*(%S+)%s*(.-)%s*$")
    if kind and kind ~= "无" then
      statuses[#statuses + 1] = { kind = kind, grade = grade ~= "" and grade or nil,
        document = input.document or "导入时未附文件", from = input.status_from or today }
    end
  end
  return statuses
end

-- How people write that there is none.
local none = { ["无"] = true, ["没有"] = true, ["否认"] = true, ["未发现"] = true,
  ["无过敏"] = true, ["无过敏史"] = true, ["无药物过敏"] = true, ["无药物过敏史"] = true,
  ["否认过敏史"] = true, ["否认药物过敏史"] = true, ["-"] = true }

local function allergies_of(text)
  local allergies = array {}
  for part in parts_of(text) do
    for word in part:gmatch("%S+") do
      if not none[word] then allergies[#allergies + 1] = { substance = word } end
    end
  end
  return allergies
end

local function contacts_of(input)
  if not input.contact_name then return array {} end
  if not input.contact_phone then
    refuse("contact_phone", "required", "请填写联系人的电话。", "Enter the contact's telephone.")
  end
  return array { { name = input.contact_name, phone = input.contact_phone,
    relation = input.contact_relation or "家属", first = true } }
end

-- Without a number nothing else keeps a file from coming in twice.
local function refuse_again(home, input, person)
  if input.id_number then return end
  for _, other in ipairs(home.find("resident", { name = input.name, sex = input.sex })) do
    if other.born == person.born then
      refuse("name", "again", "同名、同性别、同一天出生的老人已经登记（编号 " .. other.id
        .. "）。若是另一位，请填写身份证号，或在页面上登记。",
        "A resident of that name, sex and birth date is on file already (number " .. other.id
        .. "). If it is another person, give the ID number, or register them on the page.")
    end
  end
end

local kept = { "name", "sex", "id_number", "phone", "address", "local_hukou", "lives_local",
  "care_level", "care_note", "mobility", "dementia", "fall_risk", "oxygen", "agreement_number" }

local function person_of(input, today)
  local person = { born = day_of(input.born), statuses = statuses_of(input, today),
    allergies = allergies_of(input.allergies), contacts = contacts_of(input) }
  for _, name in ipairs(kept) do person[name] = input[name] end
  return person
end

return {
  zh = "导入老人", en = "Import a resident", permission = "residents.register",
  input = {
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "sex", type = "enum", values = enums.sex, required = true, zh = "性别", en = "Sex" },
    { name = "born", type = "text", max = 20, required = true, zh = "出生日期", en = "Born" },
    { name = "id_number", type = "text", max = 30, zh = "身份证号", en = "ID number" },
    { name = "phone", type = "text", max = 40, zh = "电话", en = "Telephone" },
    { name = "address", type = "text", zh = "原住址", en = "Former address" },
    { name = "local_hukou", type = "enum", values = enums.answer, zh = "本区县户籍",
      en = "Household registered in this district" },
    { name = "lives_local", type = "enum", values = enums.answer, zh = "本区县常住",
      en = "Lives in this district for good" },
    { name = "care_level", type = "integer", min = 0, max = 4, zh = "能力等级",
      en = "Ability level" },
    { name = "care_note", type = "text", max = 500, zh = "护理等级", en = "Care grade" },
    { name = "mobility", type = "enum", values = enums.mobility, zh = "疏散方式", en = "Way out" },
    { name = "dementia", type = "boolean", zh = "失智", en = "Dementia" },
    { name = "fall_risk", type = "boolean", zh = "跌倒风险", en = "Fall risk" },
    { name = "oxygen", type = "boolean", zh = "吸氧", en = "Oxygen" },
    { name = "statuses", type = "text", zh = "身份与待遇", en = "Entitlements" },
    { name = "document", type = "text", zh = "依据文件", en = "Source document" },
    { name = "status_from", type = "date", zh = "生效日", en = "Valid from" },
    { name = "allergies", type = "text", zh = "过敏", en = "Allergies" },
    { name = "contact_name", type = "text", max = 60, zh = "联系人", en = "Contact" },
    { name = "contact_relation", type = "text", max = 40, zh = "关系", en = "Relation" },
    { name = "contact_phone", type = "text", max = 40, zh = "联系电话", en = "Contact's telephone" },
    { name = "agreement_number", type = "text", max = 60, zh = "协议编号", en = "Agreement" },
  },
  output = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local person = person_of(call.input, call.today)
    refuse_again(home, call.input, person)
    if refused() then stop() end
    return { id = register(call, home, person) }
  end,
}
