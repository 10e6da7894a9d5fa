local function number(name, default, min, max, zh, en)
  return { name = name, type = "integer", default = default, min = min, max = max,
    required = true, zh = zh, en = en }
end

local function text(name, default, zh, en)
  return { name = name, type = "text", max = 40, default = default, required = default ~= nil,
    zh = zh, en = en }
end

return {
  text("home_code", nil, "本院代码（印在标签上，2 至 8 个大写字母或数字）",
    "Code of the home on labels (2 to 8 capitals or digits)"),
  text("night_from", "20:00", "夜间巡查从", "Night begins"),
  text("night_to", "06:00", "夜间巡查到", "Night ends"),
  number("gap_minutes", 120, 30, 120, "夜间两次巡查最多相隔（分钟）", "Minutes between night rounds at most"),
  { name = "patrol_second", type = "boolean", default = false, required = true,
    zh = "巡查结束时主管当场签名（否则每天审核一次）",
    en = "A supervisor signs each round on the spot (else a review each day)" },
  number("walk_cm_s", 200, 50, 500, "快步走（厘米/秒）", "A brisk walk (cm a second)"),
  number("late_minutes", 60, 1, 1440, "超过多少分钟算补录", "Minutes after which an entry is late"),
  number("identical_run", 5, 2, 100, "连续多少条完全相同才列出", "Identical entries in a row that are named"),
  number("bulk_count", 10, 3, 1000, "集中录入：至少多少条", "Bulk: entries at least"),
  number("bulk_minutes", 15, 1, 240, "集中录入：相隔不超过（分钟）", "Bulk: minutes between entries at most"),
  number("visit_days", 3, 0, 30, "检查前多少天内算检查前", "Days that count as before a visit"),
  number("judge_hours", 24, 1, 240, "隐患判定和定措施的时限（小时）", "Hours to judge and to plan"),
  number("accept_days", 3, 1, 60, "验收和销号的时限（天）", "Days to accept and to close"),
  text("drill_months", "4,10", "消防演练的月份（重点单位每半年一次）",
    "Months of fire drills (a key unit: half-yearly)"),
  text("training_months", "3,9", "消防培训的月份", "Months of trainings"),
  text("test_months", "5", "全面检测的月份", "Months of the full test"),
  number("pass_mark", 60, 1, 100, "合格分", "Pass mark"),
  number("pass_rate", 80, 1, 100, "合格率要达到（%）", "Share that must pass (%)"),
  number("control_people", 2, 1, 4, "控制室每班人数（当地法规允许的可为 1）",
    "People a shift (1 where local law allows)"),
  number("shift_hours", 8, 1, 8, "控制室每班最多小时", "Hours of a shift at most"),
  text("shift_starts", "08:00", "控制室交接班时间", "Change of shift"),
  number("log_minutes", 120, 30, 120, "控制室每隔多少分钟记录", "Minutes between log entries"),
}
