-- One batch of one drug that the home keeps for one resident. What is on hand
-- is the balance of its last movement; both are written by lib/ledger.lua only,
-- and the storage refuses one below zero.
local enums = require "data.drug_enums"

return {
  zh = "代管药品批次", en = "Batch",
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "drug", type = "ref", to = "drug", required = true, zh = "药品", en = "Drug" },
    { name = "lot", type = "text", min = 1, max = 60, required = true, zh = "批号", en = "Lot" },
    { name = "expiry", type = "date", required = true, zh = "有效期至", en = "Use by" },
    { name = "on_hand", type = "decimal", scale = 6, min = "0", required = true, default = "0",
      zh = "现存", en = "On hand" },
    { name = "last", type = "integer", min = 0, required = true, default = 0,
      zh = "流水序号", en = "Last movement" },
    { name = "state", type = "enum", values = enums.batch, required = true, default = "open",
      index = true, zh = "状态", en = "State" },
  },
  unique = { { columns = { "resident", "drug", "lot", "expiry" } } },
}
