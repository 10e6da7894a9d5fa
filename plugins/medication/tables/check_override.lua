-- A hard stop that two people overrode knowingly: which, why, who.
local enums = require "data.drug_enums"

return {
  zh = "用药核对破例", en = "Check overridden", append_only = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "drug", type = "ref", to = "drug", required = true, zh = "药品", en = "Drug" },
    { name = "for_order", type = "integer", index = true, zh = "医嘱", en = "Order" },
    { name = "stage", type = "enum", values = enums.stage, required = true, zh = "环节",
      en = "Stage" },
    { name = "code", type = "text", max = 40, required = true, zh = "核对项", en = "Check" },
    { name = "key", type = "text", max = 200, required = true, zh = "对象", en = "About" },
    { name = "zh", type = "text", max = 1000, required = true, zh = "内容", en = "What it said" },
    { name = "en", type = "text", max = 1000, required = true, zh = "英文内容",
      en = "What it said (English)" },
    { name = "source", type = "text", max = 200, required = true, zh = "依据", en = "Source" },
    { name = "edition", type = "text", max = 100, required = true, zh = "版本", en = "Edition" },
    { name = "reason", type = "text", min = 4, max = 500, required = true, zh = "理由",
      en = "Reason" },
    { name = "person", type = "text", max = 80, required = true, zh = "经办人", en = "Person" },
    { name = "second", type = "text", max = 80, required = true, zh = "第二签名人",
      en = "Second signer" },
    { name = "doctor", type = "text", max = 80, zh = "同意的医师", en = "Doctor who agreed" },
    { name = "agreed_how", type = "enum", values = enums.agreement, zh = "怎样同意的",
      en = "How" },
    { name = "agreed_at", type = "instant", zh = "几时同意的", en = "Agreed at" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
  },
}
