-- Where a version of an order is cut: nothing of it is due from `at` on. One that is
-- still to come may be taken back (lib/standing.lua).
local enums = require "data.enums"

return {
  zh = "医嘱终止", en = "End of an order", history = true,
  columns = {
    { name = "for_order", type = "ref", to = "order", required = true, unique = true,
      zh = "医嘱", en = "Order" },
    { name = "at", type = "instant", required = true, zh = "从何时起", en = "From" },
    { name = "kind", type = "enum", values = enums.ending, required = true, zh = "类别",
      en = "Kind" },
    { name = "next", type = "ref", to = "order", zh = "改为", en = "Replaced by" },
    { name = "reason", type = "text", max = 500, required = true, zh = "原因", en = "Reason" },
    { name = "person", type = "text", max = 80, zh = "登记人", en = "Entered by" },
    { name = "entered", type = "instant", required = true, index = true, zh = "登记时间",
      en = "Entered" },
  },
  share = { "for_order", "at", "kind", "next" },
}
