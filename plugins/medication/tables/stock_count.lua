-- One batch counted: what the record said and what was on the shelf.
return {
  zh = "盘点记录", en = "Count", append_only = true,
  columns = {
    { name = "batch", type = "ref", to = "batch", required = true, zh = "批次", en = "Batch" },
    { name = "expected", type = "decimal", scale = 6, min = "0", required = true, zh = "账面",
      en = "On record" },
    { name = "counted", type = "decimal", scale = 6, min = "0", required = true, zh = "实物",
      en = "Counted" },
    { name = "movement", type = "ref", to = "movement", zh = "差异流水", en = "Movement" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
    { name = "person", type = "text", max = 80, required = true, zh = "盘点人", en = "Counted by" },
    { name = "second", type = "text", max = 80, zh = "复核人", en = "Second signer" },
  },
}
