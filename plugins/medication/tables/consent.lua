-- 服药管理协议: who allowed the home to keep and give a resident's medicines.
local enums = require "data.drug_enums"

return {
  zh = "服药管理协议", en = "Consent",
  history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "signer", type = "text", min = 1, max = 60, required = true,
      personal = "resident", zh = "签署人", en = "Signed by" },
    { name = "relation", type = "enum", values = enums.relation, required = true,
      zh = "与老人关系", en = "Relation" },
    { name = "signed", type = "date", required = true, zh = "签署日期", en = "Signed on" },
    { name = "starts", type = "date", required = true, zh = "生效日期", en = "From" },
    { name = "ends", type = "date", zh = "到期日期（到期当日不再有效）", en = "To (not included)" },
    { name = "document", type = "text", min = 1, max = 200, required = true,
      personal = "resident", zh = "协议编号或存放处", en = "Document" },
    { name = "state", type = "enum", values = enums.consent, required = true,
      default = "valid", zh = "状态", en = "State" },
    { name = "ended_on", type = "date", zh = "终止日期", en = "Ended on" },
    { name = "ended_at", type = "instant", zh = "终止时间", en = "Ended at" },
    { name = "ended_because", type = "text", max = 500, personal = "resident",
      zh = "终止原因", en = "Why it ended" },
    { name = "schedule", type = "integer", zh = "提醒", en = "Reminder" },
  },
  transitions = { state = { initial = { "valid" }, valid = { "ended" } } },
}
