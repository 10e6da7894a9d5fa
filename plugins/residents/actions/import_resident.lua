-- One row of a spreadsheet, as homes keep them: words in Chinese, dates in
-- any common form, several entitlements in one cell.
local register = require "lib.register"

local sexes = { ["男"] = "male", ["女"] = "female", male = "male", female = "female",
  m = "male", f = "female" }
local yes = { ["是"] = true, ["有"] = true, yes = true, ["1"] = true, ["√"] = true }
local ways = { ["能自己走"] = "walks", ["需人搀扶"] = "aided", ["坐轮椅"] = "wheelchair",
  ["需抬床"] = "bed", walks = "walks", aided = "aided", wheelchair = "wheelchair", bed = "bed" }

local function day_of(text)
  local year, month, day = text:match("^(%d%d%d%d)[-/.年]+(%d%d?)[-/.月]+(%d%d?)")
  if not year then year, month, day = text:match("^(%d%d%d%d)(%d%d)(%d%d)$") end
  local valid = year and date.from(tonumber(year), tonumber(month), tonumber(day))
  if not valid then
    refuse("born", "date", "看不懂出生日期“" .. text .. "”。请写成 1940-02-29。",
      "The birth date \"" .. text .. "\" is not a date. Write it as 1940-02-29.")
  end
  return valid
end

local function sex_of(text)
  local sex = sexes[text:lower()]
  if not sex then
    refuse("sex", "unknown", "性别“" .. text .. "”看不懂。请写男或女。",
      "The sex \"" .. text .. "\" is not known. Write male or female.")
  end
  return sex
end

local function way_of(text)
  if text and not ways[text] then
    refuse("mobility", "unknown", "疏散方式“" .. text .. "”看不懂。请写：能自己走、需人搀扶、坐轮椅、需抬床。",
      "The way out \"" .. text .. "\" is not known. Write walks, aided, wheelchair or bed.")
  end
  return text and ways[text]
end

-- "特困；残疾 肢体一级" with one document for all of them.
local function statuses_of(input, today)
  local statuses = array {}
  local text = (input.statuses or ""):gsub("；", ";"):gsub("，", ";"):gsub("、", ";")
  for part in text:gmatch("[^;]+") do
    local kind, grade = part:match("^%s*(%S+)%s*(.-)%s*$")
    statuses[#statuses + 1] = { kind = kind, grade = grade ~= "" and grade or nil,
      document = input.document or "导入时未附文件", from = input.status_from or today }
  end
  return statuses
end

local function allergies_of(text)
  local allergies = array {}
  for part in (text or ""):gsub("；", ";"):gsub("、", ";"):gmatch("[^;%s]+") do
    if part ~= "无" then allergies[#allergies + 1] = { substance = part } end
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

local function flag(text)
  return text and yes[text:lower()] or false
end

local function person_of(input, today)
  return {
    name = input.name, sex = sex_of(input.sex), born = day_of(input.born),
    id_number = input.id_number, phone = input.phone, address = input.address,
    care_level = input.care_level, care_note = input.care_note,
    mobility = way_of(input.mobility),
    dementia = flag(input.dementia), fall_risk = flag(input.fall_risk),
    oxygen = flag(input.oxygen), agreement_number = input.agreement_number,
    statuses = statuses_of(input, today), allergies = allergies_of(input.allergies),
    contacts = contacts_of(input),
  }
end

return {
  zh = "导入老人", en = "Import a resident", permission = "residents.register",
  input = {
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "sex", type = "text", max = 10, required = true, zh = "性别", en = "Sex" },
    { name = "born", type = "text", max = 20, required = true, zh = "出生日期", en = "Born" },
    { name = "id_number", type = "text", max = 30, zh = "身份证号", en = "ID number" },
    { name = "phone", type = "text", max = 40, zh = "电话", en = "Telephone" },
    { name = "address", type = "text", zh = "原住址", en = "Former address" },
    { name = "care_level", type = "integer", min = 0, max = 4, zh = "能力等级",
      en = "Ability level" },
    { name = "care_note", type = "text", max = 500, zh = "护理等级", en = "Care grade" },
    { name = "mobility", type = "text", max = 20, zh = "疏散方式", en = "Way out" },
    { name = "dementia", type = "text", max = 10, zh = "失智", en = "Dementia" },
    { name = "fall_risk", type = "text", max = 10, zh = "跌倒风险", en = "Fall risk" },
    { name = "oxygen", type = "text", max = 10, zh = "吸氧", en = "Oxygen" },
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
    if refused() then stop() end
    return { id = register(call, home, person) }
  end,
}
