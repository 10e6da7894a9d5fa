-- How soon the authority is told, by class (standards 9.1). `minutes` nil: the
-- time was not seen in a public text; the setting emergency_minutes says it.
return {
  { class = "none", zh = "院内事件", en = "Within the home", told = false,
    source = "standards 9.1", confidence = "F" },
  { class = "work_safety", zh = "生产安全事故", en = "Work-safety accident", told = true,
    minutes = 60, standard = "生产安全事故报告和调查处理条例（国务院令第493号）",
    valid_from = "2007-06-01", source = "standards 9.1", confidence = "KH" },
  { class = "public_health", zh = "突发公共卫生事件", en = "Public-health emergency", told = true,
    minutes = 120, standard = "突发公共卫生事件应急条例", valid_from = "2003-05-09",
    source = "standards 9.1", confidence = "KH" },
  { class = "infectious", zh = "乙类、丙类传染病", en = "Infectious disease, class B or C", told = true,
    minutes = 1440, standard = "传染病信息报告（24 小时）", valid_from = "2006-01-01",
    source = "standards 9.1", confidence = "KH" },
  { class = "emergency", zh = "其他突发事件", en = "Other emergency", told = true,
    standard = "民发〔2025〕32号（报告时限没有见到，由设置决定）", valid_from = "2025-01-01",
    source = "standards 9.1", confidence = "U" },
}
