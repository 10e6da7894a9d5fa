return {
  zh = "楼栋", en = "Building", history = true,
  columns = {
    { name = "name", type = "text", min = 1, max = 40, required = true, unique = true,
      zh = "楼栋", en = "Building" },
  },
}
