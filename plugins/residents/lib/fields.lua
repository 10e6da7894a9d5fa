-- Inputs that several actions share.
local disabilities = require "lib.disabilities"
local enums = require "data.enums"

local fields = {}

fields.resident = { name = "resident", type = "ref", to = "resident", required = true,
  zh = "老人", en = "Resident" }

fields.status = {
  { name = "kind", type = "text", max = 24, required = true, zh = "类别", en = "Kind" },
  { name = "disability", type = "enum", values = disabilities.kinds, zh = "残疾类别",
    en = "Kind of disability" },
  { name = "disability_grade", type = "integer", min = 1, max = disabilities.grades,
    zh = "残疾等级（1 最重）", en = "Grade of disability (1: most severe)" },
  { name = "grade", type = "text", max = 40, zh = "等级原文（如“肢体一级”，残疾可只填这里）",
    en = "Grade as the document says (such as 肢体一级; enough for a disability)" },
  { name = "document", type = "text", min = 1, required = true, zh = "依据文件",
    en = "Source document" },
  { name = "document_file", type = "file", zh = "依据文件扫描件", en = "Scan of it" },
  { name = "from", type = "date", required = true, zh = "生效日", en = "Valid from" },
  { name = "to", type = "date", zh = "到期日", en = "Expires on" },
  { name = "note", type = "text", max = 500, zh = "备注", en = "Note" },
}

fields.contact = {
  { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
  { name = "relation", type = "text", max = 40, required = true, zh = "关系", en = "Relation" },
  { name = "phone", type = "text", min = 3, max = 40, required = true, zh = "电话",
    en = "Telephone" },
  { name = "address", type = "text", zh = "住址", en = "Address" },
  { name = "guardian", type = "boolean", zh = "监护人", en = "Guardian" },
  { name = "first", type = "boolean", zh = "紧急时先联系", en = "Called first" },
}

fields.allergy = {
  { name = "substance", type = "text", min = 1, max = 80, required = true, zh = "过敏原",
    en = "Substance" },
  { name = "reaction", type = "text", zh = "反应", en = "Reaction" },
  { name = "severe", type = "boolean", zh = "严重", en = "Severe" },
}

-- What a file may hold beside name, sex, birth date and ID number.
fields.details = {
  { name = "phone", type = "text", max = 40, zh = "电话", en = "Telephone" },
  { name = "address", type = "text", zh = "原住址", en = "Former address" },
  { name = "local_hukou", type = "enum", values = enums.answer, zh = "本区县户籍",
    en = "Household registered in this district" },
  { name = "lives_local", type = "enum", values = enums.answer, zh = "本区县常住",
    en = "Lives in this district for good" },
  { name = "photo", type = "file", image = true, zh = "照片", en = "Photo" },
  { name = "spouse", type = "ref", to = "resident", zh = "配偶", en = "Spouse" },
  { name = "share_room", type = "boolean", zh = "同意与配偶同住",
    en = "Agrees to share a room with the spouse" },
  { name = "share_document", type = "text", zh = "同住同意书", en = "Document of that consent" },
  { name = "care_level", type = "integer", min = 0, max = 4, zh = "能力等级（0 完好至 4 完全丧失）",
    en = "Ability level (0 able to 4 wholly dependent)" },
  { name = "care_note", type = "text", max = 500, zh = "护理等级与说明",
    en = "Care grade and notes" },
  { name = "dementia", type = "boolean", zh = "失智", en = "Dementia" },
  { name = "mobility", type = "enum", values = enums.mobility, zh = "疏散方式",
    en = "Way out in an emergency" },
  { name = "infection", type = "enum", values = enums.infection, zh = "传染状态",
    en = "Infection" },
  { name = "infection_note", type = "text", max = 500, zh = "传染说明", en = "Note on infection" },
  { name = "fall_risk", type = "boolean", zh = "跌倒风险", en = "Fall risk" },
  { name = "oxygen", type = "boolean", zh = "吸氧", en = "Oxygen" },
  { name = "dnr", type = "boolean", zh = "放弃抢救意愿", en = "Do not resuscitate" },
  { name = "agreement_number", type = "text", max = 60, zh = "服务协议编号", en = "Agreement" },
  { name = "agreement_file", type = "file", zh = "服务协议扫描件", en = "Scan of the agreement" },
  { name = "agreement_from", type = "date", zh = "协议开始", en = "Agreement from" },
  { name = "agreement_to", type = "date", zh = "协议到期", en = "Agreement to" },
}

-- `required` as told, details after it.
function fields.with_details(required)
  local all = array {}
  for _, field in ipairs(required) do all[#all + 1] = field end
  for _, field in ipairs(fields.details) do all[#all + 1] = field end
  return all
end

return fields
