-- What was given or taken elsewhere, as a file from there or a person says: for
-- reading and for the daily sums, never a dose or an order of this home.
local enums = require "data.drug_enums"

return {
  zh = "院外用药", en = "Medicine taken elsewhere", append_only = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "type", type = "enum", required = true, zh = "类别", en = "Kind", values = {
      { value = "MedicationAdministration", zh = "给药", en = "Given" },
      { value = "MedicationStatement", zh = "用药", en = "Taken" },
    } },
    { name = "status", type = "text", max = 40, required = true, zh = "状态", en = "State" },
    { name = "drug", type = "text", max = 200, required = true, personal = "resident",
      zh = "药品", en = "Drug" },
    -- the very drug of the home's list, where a person picked it
    { name = "listed", type = "ref", to = "drug", zh = "目录中的药", en = "Drug of the list" },
    { name = "dose", type = "text", max = 500, personal = "resident", zh = "用法", en = "Dose" },
    { name = "dose_en", type = "text", max = 500, personal = "resident", zh = "用法（英文）",
      en = "Dose" },
    { name = "amount", type = "decimal", scale = 6, min = "0", max = "1000000", zh = "每次的量",
      en = "Amount of a dose" },
    { name = "unit", type = "enum", values = enums.unit, zh = "单位", en = "Unit" },
    { name = "per_day", type = "integer", min = 1, max = 1440, zh = "24 小时最多几次",
      en = "Doses in 24 hours at most" },
    { name = "starts", type = "instant", zh = "从", en = "From" },
    { name = "ends", type = "instant", zh = "到", en = "To" },
    { name = "source", type = "text", max = 200, zh = "来源", en = "Source" },
    { name = "person", type = "text", max = 80, zh = "登记人", en = "Entered by" },
    { name = "entered", type = "instant", required = true, zh = "带入时间", en = "Brought in" },
  },
}
