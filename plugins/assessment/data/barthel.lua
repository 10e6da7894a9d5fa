-- The Barthel index with the bands that hospitals use (standards 3, [KH]).
return {
  key = "barthel", standard = "Barthel", edition = "classic", method = "sum",
  zh = "Barthel 指数", en = "Barthel index",
  valid_from = "1965-01-01", source = "standards 3", confidence = "KH",
  count = 10, total = 100,
  groups = { { code = "BI", zh = "日常生活活动", en = "Activities of daily living", max = 100,
    step = 5, items = (require "data.barthel_items") "BI" } },
  levels = {
    { level = 0, from = 100, to = 100, zh = "无需依赖", en = "Independent" },
    { level = 1, from = 61, to = 99, zh = "轻度依赖", en = "Mild dependence" },
    { level = 2, from = 41, to = 60, zh = "中度依赖", en = "Moderate dependence" },
    { level = 3, from = 0, to = 40, zh = "重度依赖", en = "Severe dependence" },
  },
  assessors = { least = 1 },
}
