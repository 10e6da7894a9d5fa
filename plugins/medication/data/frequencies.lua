-- How often (standards 7.2). Only these codes are taken. `times`: by the clock
-- of the home; `weekdays`: Monday 1; `every_days`: counted from the day the
-- order began; `meals`: minutes come from the settings; `as_needed`: nothing is
-- due by itself. `not_mean`: what the code is mistaken for.
local six = { "00:00", "04:00", "08:00", "12:00", "16:00", "20:00" }

return {
  {
    standard = "给药频次代码", edition = "standards 7.2", valid_from = "2000-01-01",
    source = "standards 7.2 (S32, S33b)", confidence = "KM",
    codes = {
      { code = "qd", zh = "每日一次", en = "Once daily", times = { "08:00" } },
      { code = "qm", zh = "每晨一次", en = "Each morning", times = { "08:00" } },
      { code = "qn", zh = "每晚一次", en = "Each night", times = { "20:00" } },
      { code = "bid", zh = "每日两次", en = "Twice daily", times = { "08:00", "16:00" } },
      { code = "tid", zh = "每日三次", en = "Three times daily",
        times = { "08:00", "12:00", "16:00" } },
      { code = "qid", zh = "每日四次", en = "Four times daily",
        times = { "08:00", "12:00", "16:00", "20:00" } },
      { code = "q4h", zh = "每四小时", en = "Every 4 hours", times = six },
      { code = "q6h", zh = "每六小时", en = "Every 6 hours",
        times = { "02:00", "08:00", "14:00", "20:00" } },
      { code = "q8h", zh = "每八小时", en = "Every 8 hours",
        times = { "00:00", "08:00", "16:00" } },
      { code = "q12h", zh = "每十二小时", en = "Every 12 hours", times = { "08:00", "20:00" } },
      { code = "qod", zh = "隔日一次", en = "Every other day", every_days = 2,
        times = { "08:00" } },
      { code = "qw", zh = "每周一次", en = "Weekly", weekdays = { 1 }, times = { "08:00" } },
      { code = "biw", zh = "每周两次", en = "Twice a week", weekdays = { 1, 4 },
        times = { "08:00" }, not_mean = { zh = "不是每两周一次", en = "not every two weeks" } },
      { code = "tiw", zh = "每周三次", en = "Three times a week", weekdays = { 1, 3, 5 },
        times = { "08:00" } },
      { code = "q2w", zh = "每两周一次", en = "Every two weeks", every_days = 14,
        times = { "08:00" } },
      { code = "hs", zh = "睡前", en = "At bedtime", times = { "20:00" } },
      { code = "ac", zh = "三餐前", en = "Before meals", meals = "before" },
      { code = "pc", zh = "三餐后", en = "After meals", meals = "after" },
      { code = "st", zh = "立即一次", en = "At once, one dose", once = true },
      { code = "prn", zh = "必要时（长期）", en = "As needed", as_needed = true },
      { code = "sos", zh = "必要时（12 小时内一次）", en = "If needed, once within 12 hours",
        as_needed = true, once = true },
    },
    -- Words that people write for something else than they mean, or for nothing
    -- one can keep to: always refused, with what may have been meant.
    refused = {
      ["2w"] = { "biw", "q2w" }, ["3w"] = { "tiw" }, ["4w"] = {}, ["bw"] = { "biw", "q2w" },
      ["qh"] = { "hs", "qn" }, ["qhs"] = { "hs" }, ["bd"] = { "bid" }, ["tds"] = { "tid" },
      ["qds"] = { "qid" }, ["od"] = { "qd", "qod" }, ["stat"] = { "st" }, ["daily"] = { "qd" },
      ["eod"] = { "qod" }, ["遵医嘱"] = {}, ["自用"] = {}, ["按需"] = { "prn" },
      ["隔日"] = { "qod" }, ["必要时"] = { "prn", "sos" }, ["需要时"] = { "prn", "sos" },
      ["饭前"] = { "ac" }, ["饭后"] = { "pc" }, ["立即"] = { "st" }, ["立刻"] = { "st" },
      ["每早"] = { "qm" }, ["每晨"] = { "qm" }, ["每晚"] = { "qn" }, ["once"] = { "st" },
      ["asorder"] = {}, ["qam"] = { "qm" }, ["qdam"] = { "qm" }, ["qpm"] = { "qn" },
      ["qdhs"] = { "hs" }, ["睡前一次"] = { "hs" }, ["q24h"] = { "qd" }, ["q48h"] = { "qod" },
      ["q1d"] = { "qd" }, ["q2d"] = { "qod" }, ["q1w"] = { "qw" }, ["q14d"] = { "q2w" },
      ["q7d"] = { "qw" }, ["weekly"] = { "qw" }, ["bedtime"] = { "hs" }, ["noct"] = { "qn" },
    },
    -- How the words of the codes are written elsewhere, for the same hint.
    spellings = {
      { "每天", "每日" }, { "一天", "每日" }, { "一日", "每日" }, { "隔天", "隔日" },
      { "週", "周" }, { "星期", "周" }, { "一周", "每周" }, { "每每", "每" }, { "餐", "饭" },
      { "飯", "饭" }, { "時", "时" }, { "个小时", "小时" }, { "使用", "" }, { "服用", "" },
      { "1", "一" }, { "2", "两" }, { "3", "三" }, { "4", "四" }, { "6", "六" }, { "8", "八" },
      { "二次", "两次" }, { "兩", "两" },
    },
  },
}
