-- GB/T 37276-2018 养老机构等级划分与评定. The parts and thresholds are public; the
-- points of the items within the parts were not found, so none are shipped.
return {
  {
    standard = "GB/T 37276-2018", edition = "2018/2020-04", valid_from = "2019-07-01",
    source = "GB/T 37276-2018; 实施指南(试行) 2020-04; 长沙市实施细则", confidence = "F",
    -- `least`: a part may leave out what the home need not provide; below this
    -- base it is no longer that part.
    parts = {
      { part = "environment", points = 120, zh = "环境", en = "Environment" },
      { part = "facilities", points = 130, zh = "设施设备", en = "Facilities" },
      { part = "operation", points = 150, zh = "运营管理", en = "Operation" },
      { part = "service", points = 600, zh = "服务", en = "Service" },
    },
    levels = {
      { level = 1, total = 360, rate = 40, zh = "一级", en = "Level 1" },
      { level = 2, total = 450, rate = 50, zh = "二级", en = "Level 2" },
      { level = 3, total = 570, rate = 60, zh = "三级", en = "Level 3" },
      { level = 4, total = 780, rate = 80, zh = "四级", en = "Level 4" },
      { level = 5, total = 900, rate = 90, zh = "五级", en = "Level 5" },
    },
  },
}
