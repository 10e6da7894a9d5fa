local function goal(name, default, zh, en)
  return { name = name, type = "decimal", scale = 2, min = "0", max = "100", default = default,
    required = true, unit = "%", zh = zh, en = en }
end

return {
  { name = "hazard_blocks", type = "boolean", default = true, required = true,
    zh = "重大隐患未销号时不评等级（地方做法，请向区民政局核实）",
    en = "No level while a major hazard is open (a local rule: ask the district)" },
  { name = "mark_years", type = "integer", min = 1, max = 10, default = 3, required = true,
    unit = "year", zh = "等级有效年数", en = "Years that a level holds" },
  { name = "renew_days", type = "integer", min = 1, max = 365, default = 30, required = true,
    unit = "day", zh = "到期前多少天重新申请", en = "Days before expiry to apply again" },
  { name = "assessed_days", type = "integer", min = 30, max = 730, default = 183, required = true,
    unit = "day", zh = "能力评估多少天内算有效（间隔没有见到原文）",
    en = "Days that an assessment of ability counts (the interval was not found)" },
  { name = "confirm_days", type = "integer", min = 30, max = 1100, default = 365, required = true,
    unit = "day", zh = "人工确认的达标多少天内有效", en = "Days that a confirmation holds" },
  goal("goal_nursing", "60.00", "护理型床位占比目标", "Goal: share of nursing beds"),
  goal("goal_inclusive", "80.00", "普惠床位占比目标", "Goal: share of inclusive beds"),
  { name = "goal_trained", type = "integer", min = 0, max = 100000, default = 400, required = true,
    zh = "全年培训人次目标（全区 400，按本院分到的改）",
    en = "Goal: training person-times a year (the district's 400; set the home's share)" },
  goal("goal_occupied", "50.00", "入住率目标（征求意见稿一级）",
    "Goal: occupancy (draft of the standard, level 1)"),
}
