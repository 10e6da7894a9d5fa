return {
  zh = "照料单元", en = "Care unit", history = true,
  columns = {
    { name = "floor", type = "ref", to = "floor", required = true, zh = "楼层", en = "Floor" },
    { name = "name", type = "text", min = 1, max = 40, required = true, zh = "照料单元",
      en = "Care unit" },
  },
  unique = { { columns = { "floor", "name" } } },
  share = { "floor", "name" },
}
