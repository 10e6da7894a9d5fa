-- GB/T 42195-2022 老年人能力评估规范: sums and levels (standards 1.2), what
-- changes a level (1.3), who assesses (1.4).
return {
  key = "gbt42195", standard = "GB/T 42195-2022", edition = "2022", method = "sum",
  zh = "老年人能力评估规范（国标）", en = "Ability of older people (national standard)",
  valid_from = "2022-12-30", source = "standards 1.1-1.4 [F:S1-S6]", confidence = "F",
  count = 26, total = 90, step = 1, every = "reassess_days", admission = true,
  groups = require "data.gbt42195_items",
  levels = {
    { level = 0, from = 90, to = 90, zh = "能力完好", en = "Able" },
    { level = 1, from = 66, to = 89, zh = "能力轻度受损（轻度失能）", en = "Mildly impaired" },
    { level = 2, from = 46, to = 65, zh = "能力中度受损（中度失能）", en = "Moderately impaired" },
    { level = 3, from = 30, to = 45, zh = "能力重度受损（重度失能）", en = "Severely impaired" },
    { level = 4, from = 0, to = 29, zh = "能力完全丧失（完全失能）", en = "Wholly dependent" },
  },
  changes = {
    cap = 4, source = "standards 1.3", confidence = "F",
    -- B.3.9 = 0 is stupor or coma: coma is never derived from it.
    coma = { item = "B.3.9", when = 0, level = 4 },
    dementia = { from = "F00", to = "F03", by = 1 },
    mental = { from = "F04", to = "F99", by = 1, psychiatrist = true },
    events = { least = 2, days = 30, by = 1 },
  },
  assessors = { least = 2, one_of = { "medical", "nursing" }, confidence = "KM" },
}
