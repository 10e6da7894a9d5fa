-- What the FHIR export reads.
local enums = require "data.enums"

local function field(name, kind, zh, en, more)
  local result = { name = name, type = kind, zh = zh, en = en }
  for key, value in pairs(more or {}) do result[key] = value end
  return result
end

local resident = field("resident", "ref", "老人", "Resident", { to = "resident" })

local parts = {
  residents = {
    columns = {
      field("id", "id", "编号", "Number"), field("name", "text", "姓名", "Name"),
      field("sex", "enum", "性别", "Sex", { values = enums.sex }),
      field("born", "date", "出生日期", "Born"),
      field("id_number", "text", "身份证号", "ID number"),
      field("phone", "text", "电话", "Telephone"), field("address", "text", "原住址", "Address"),
      field("state", "enum", "状态", "State", { values = enums.state }),
    },
    sql = [[ select id, name, sex, born, id_number, phone, address, state
             from residents_resident
             where id > :after and (:resident is null or id = :resident)
             order by id limit 200 ]],
  },
  contacts = {
    columns = {
      resident, field("name", "text", "姓名", "Name"),
      field("relation", "text", "关系", "Relation"),
      field("phone", "text", "电话", "Telephone"), field("address", "text", "住址", "Address"),
      field("guardian", "boolean", "监护人", "Guardian"),
      field("first", "boolean", "紧急时先联系", "Called first"),
    },
    sql = [[ select resident, name, relation, phone, address, guardian, first
             from residents_contact
             where resident > :after and resident <= :upto order by resident, id ]],
  },
  numbers = {
    columns = { resident, field("system", "text", "系统", "System"),
      field("value", "text", "编号", "Value") },
    sql = [[ select resident, system, value from residents_fhir_id
             where kind = 'identifier' and resident > :after and resident <= :upto
             order by resident, id ]],
  },
  allergies = {
    columns = {
      field("id", "id", "编号", "Number"), resident,
      field("substance", "text", "过敏原", "Substance"),
      field("reaction", "text", "反应", "Reaction"),
      field("severe", "boolean", "严重", "Severe"),
      field("ended", "date", "排除日期", "Ruled out on"),
    },
    sql = [[ select id, resident, substance, reaction, severe, ended
             from residents_allergy
             where resident > :after and resident <= :upto order by resident, id ]],
  },
}

local after = field("after", "integer", "之后的", "After", { min = 0, default = 0 })
local upto = field("upto", "integer", "到", "Up to", { min = 0, required = true })

for name, part in pairs(parts) do
  part.zh, part.en = "FHIR 导出的内容", "A part of the FHIR export"
  part.permission = "residents.export"
  part.input = name == "residents" and { after, field("resident", "ref", "老人", "Resident",
    { to = "resident" }) } or { after, upto }
end
return parts
