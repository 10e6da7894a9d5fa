-- Which exit the people of a floor or unit take.
return {
  zh = "疏散出口", en = "Way out", history = true,
  columns = {
    { name = "building", type = "text", max = 40, required = true, zh = "楼栋", en = "Building" },
    { name = "floor", type = "text", max = 40, required = true, zh = "楼层", en = "Floor" },
    { name = "unit", type = "text", max = 40, required = true, default = "", zh = "照料单元",
      en = "Care unit" },
    { name = "exit", type = "ref", to = "equipment", required = true, zh = "安全出口",
      en = "Exit" },
  },
  unique = { { columns = { "building", "floor", "unit" } } },
}
