-- The ledger: what came and went, never changed. Movements of a batch are
-- numbered 1, 2, 3 ...; `balance` is what is on hand after it.
local enums = require "data.drug_enums"

return {
  zh = "药品出入流水", en = "Movement", append_only = true,
  columns = {
    { name = "batch", type = "ref", to = "batch", required = true, zh = "批次", en = "Batch" },
    { name = "number", type = "integer", min = 1, required = true, zh = "序号", en = "Number" },
    { name = "kind", type = "enum", values = enums.movement, required = true, zh = "类别",
      en = "Kind" },
    { name = "quantity", type = "decimal", scale = 6, required = true, zh = "数量（出为负）",
      en = "Quantity (out: negative)" },
    { name = "balance", type = "decimal", scale = 6, min = "0", required = true, zh = "结存",
      en = "Balance" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
    { name = "person", type = "text", max = 80, required = true, zh = "经办人", en = "Person" },
    { name = "second", type = "text", max = 80, zh = "复核人", en = "Second signer" },
    { name = "dose", type = "text", max = 80, index = true, zh = "给药任务", en = "Dose" },
    { name = "reverses", type = "ref", to = "movement", unique = true, zh = "冲销",
      en = "Takes back" },
    { name = "reason", type = "text", max = 500, zh = "说明", en = "Reason" },
  },
  unique = { { columns = { "batch", "number" } } },
}
