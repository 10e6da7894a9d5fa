-- Columns of a residents' spreadsheet, by the headings and words that homes use.
local function column(field, required, header, values)
  return { field = field, required = required, header = array(header), values = values }
end

local sexes = { ["男"] = "male", ["女"] = "female", ["男性"] = "male", ["女性"] = "female" }
-- of GB/T 42195-2022, in its words and in short
local levels = { ["能力完好"] = "0", ["完好"] = "0", ["轻度失能"] = "1", ["轻度"] = "1",
  ["中度失能"] = "2", ["中度"] = "2", ["重度失能"] = "3", ["重度"] = "3",
  ["完全失能"] = "4", ["完全"] = "4" }
local ways = { ["能自己走"] = "walks", ["需人搀扶"] = "aided", ["坐轮椅"] = "wheelchair",
  ["需抬床"] = "bed" }
local answers = { ["是"] = "yes", ["有"] = "yes", ["√"] = "yes", ["本地"] = "yes", ["否"] = "no",
  ["无"] = "no", ["外地"] = "no", ["不清楚"] = "unknown", ["未知"] = "unknown" }
local yes = { ["是"] = "true", ["有"] = "true", ["√"] = "true", ["否"] = "false",
  ["无"] = "false" }

return {
  residents = {
    zh = "老人", en = "Residents", action = "import_resident",
    columns = {
      column("name", true, { "姓名", "老人姓名", "name" }),
      column("sex", true, { "性别", "sex" }, sexes),
      column("born", true, { "出生日期", "出生年月日", "生日", "born" }),
      column("id_number", false, { "身份证号", "身份证号码", "公民身份号码", "id_number" }),
      column("phone", false, { "电话", "本人电话", "phone" }),
      column("address", false, { "住址", "原住址", "户籍地址", "address" }),
      column("local_hukou", false, { "本区县户籍", "本地户籍", "local_hukou" }, answers),
      column("lives_local", false, { "本区县常住", "本地常住", "常住", "lives_local" }, answers),
      column("care_level", false, { "能力等级", "care_level" }, levels),
      column("care_note", false, { "护理等级", "care_note" }),
      column("mobility", false, { "疏散方式", "mobility" }, ways),
      column("dementia", false, { "失智", "dementia" }, yes),
      column("fall_risk", false, { "跌倒风险", "fall_risk" }, yes),
      column("oxygen", false, { "吸氧", "oxygen" }, yes),
      column("statuses", false, { "身份", "身份与待遇", "老人类别", "statuses" }),
      column("document", false, { "依据文件", "证明文件", "document" }),
      column("status_from", false, { "生效日", "status_from" }),
      column("allergies", false, { "过敏", "过敏史", "allergies" }),
      column("contact_name", false, { "联系人", "监护人", "contact_name" }),
      column("contact_relation", false, { "关系", "与老人关系", "contact_relation" }),
      column("contact_phone", false, { "联系电话", "联系人电话", "contact_phone" }),
      column("agreement_number", false, { "协议编号", "合同编号", "agreement_number" }),
    },
  },
  fhir_patients = { zh = "老人（FHIR）", en = "Residents (FHIR)", format = "fhir",
    resource = "Patient", action = "import_patient" },
  fhir_allergies = { zh = "过敏（FHIR）", en = "Allergies (FHIR)", format = "fhir",
    resource = "AllergyIntolerance", action = "import_allergy" },
}
