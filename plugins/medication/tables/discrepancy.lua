-- Records and shelf disagreed: by how much, who found it, and how it is
-- explained. Stays on the list until somebody explains it.
local enums = require "data.drug_enums"

return {
  zh = "药品差异", en = "Discrepancy",
  history = true,
  columns = {
    { name = "batch", type = "ref", to = "batch", required = true, zh = "批次", en = "Batch" },
    { name = "movement", type = "ref", to = "movement", required = true, zh = "流水",
      en = "Movement" },
    { name = "expected", type = "decimal", scale = 6, min = "0", required = true, zh = "账面",
      en = "On record" },
    { name = "found", type = "decimal", scale = 6, min = "0", required = true, zh = "实物",
      en = "Found" },
    { name = "at", type = "instant", required = true, zh = "发现时间", en = "Found at" },
    { name = "person", type = "text", max = 80, required = true, zh = "发现人", en = "Found by" },
    { name = "second", type = "text", max = 80, zh = "复核人", en = "Second signer" },
    { name = "note", type = "text", max = 500, zh = "发现时的说明", en = "Note when found" },
    { name = "state", type = "enum", values = enums.discrepancy, required = true,
      default = "open", zh = "状态", en = "State" },
    { name = "explanation", type = "text", max = 500, zh = "原因说明", en = "Explanation" },
    { name = "explained_by", type = "text", max = 80, zh = "说明人", en = "Explained by" },
    { name = "explained_at", type = "instant", zh = "说明时间", en = "Explained at" },
  },
  transitions = { state = { initial = { "open", "explained" }, open = { "explained" } } },
}
