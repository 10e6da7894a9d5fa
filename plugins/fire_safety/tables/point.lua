return {
  zh = "巡查点", en = "Patrol point", history = true,
  columns = {
    { name = "label", type = "text", max = 40, unique = true, zh = "标签码", en = "Label" },
    { name = "name", type = "text", min = 1, max = 60, required = true, unique = true,
      zh = "巡查点", en = "Point" },
    { name = "building", type = "text", max = 40, zh = "楼栋", en = "Building" },
    { name = "floor", type = "text", max = 40, zh = "楼层", en = "Floor" },
    { name = "place", type = "text", max = 100, zh = "位置", en = "Place" },
    { name = "what", type = "text", max = 500, zh = "看什么", en = "What to look at" },
  },
  share = { "label", "name" },
}
