local enums = require "data.enums"
local fields = require "lib.fields"

local columns = array {
  { name = "id", type = "id", zh = "编号", en = "Number" },
  { name = "name", type = "text", zh = "姓名", en = "Name" },
  { name = "sex", type = "enum", values = enums.sex, zh = "性别", en = "Sex" },
  { name = "born", type = "date", zh = "出生日期", en = "Born" },
  { name = "age", type = "integer", zh = "年龄", en = "Age" },
  { name = "id_number", type = "text", zh = "身份证号", en = "ID number" },
  { name = "state", type = "enum", values = enums.state, zh = "状态", en = "State" },
  { name = "bed_name", type = "text", zh = "床位", en = "Bed" },
  { name = "allergies", type = "text", max = 2000, zh = "过敏", en = "Allergies" },
  { name = "spouse_name", type = "text", zh = "配偶姓名", en = "Spouse's name" },
}
for _, field in ipairs {
  { name = "care_standard", type = "text", zh = "等级依据的量表", en = "Scale of that level" },
  { name = "care_edition", type = "text", zh = "量表版本", en = "Edition of the scale" },
  { name = "care_assessed", type = "date", zh = "评估基准日期", en = "Assessed on" },
} do columns[#columns + 1] = field end
for _, field in ipairs(fields.details) do columns[#columns + 1] = field end

return {
  zh = "老人档案", en = "A resident's file", permission = "residents.read", at = true,
  input = { { name = "id", type = "ref", to = "resident", required = true, zh = "老人",
    en = "Resident" } },
  columns = columns,
  sql = [[
    select r.id, r.name, r.sex, r.born, age(r.born, today()) as age, r.id_number, r.state,
           p.bed as bed_name,
           (select group_concat(substance, '、') from residents_allergy
            where resident = r.id and (ended is null or ended > today())) as allergies,
           s.name as spouse_name, r.phone, r.address, r.local_hukou,
           r.lives_local, r.photo, r.spouse, r.share_room,
           r.share_document, r.care_level, r.care_note, r.dementia, r.mobility, r.infection,
           r.infection_note, r.fall_risk, r.oxygen, r.dnr, r.agreement_number,
           r.agreement_file, r.agreement_from, r.agreement_to, r.care_standard, r.care_edition,
           r.care_assessed
    from residents_resident r
    left join residents_place p on p.resident = r.id
    left join residents_resident s on s.id = r.spouse
    where r.id = :id
  ]],
}
