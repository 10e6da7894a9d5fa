-- A planned stop that was taken back before it came, so that whoever was told of it
-- hears of that as well. A change that is taken back has its own end.
return {
  zh = "撤回的停药", en = "A stop taken back", append_only = true,
  columns = {
    { name = "for_order", type = "ref", to = "order", required = true, zh = "医嘱",
      en = "Order" },
    { name = "planned", type = "instant", required = true, zh = "原定停药", en = "Planned for" },
    { name = "reason", type = "text", max = 500, required = true, zh = "原因", en = "Reason" },
    { name = "person", type = "text", max = 80, zh = "登记人", en = "Entered by" },
    { name = "entered", type = "instant", required = true, index = true, zh = "登记时间",
      en = "Entered" },
  },
}
