-- What a home may set. Windows in minutes; times of single codes are rows of
-- the table `times`.
local clock = require "lib.clock"

local function minutes(name, default, min, max, zh, en)
  return { name = name, type = "integer", default = default, min = min, max = max,
    required = true, zh = zh, en = en }
end

-- A time of day, chosen: a text might be none, and a meal or a shift would be at another
-- time, or never, and nobody would know. `none`: it may also be left out.
local function at(name, default, first, last, step, zh, en, none)
  local values = array {}
  if none then values[1] = { value = "none", zh = "无", en = "None" } end
  for each = clock.minutes(first), clock.minutes(last), step do
    local text = clock.text(each)
    values[#values + 1] = { value = text, zh = text, en = text }
  end
  return { name = name, type = "enum", values = values, default = default, required = true,
    zh = zh, en = en }
end

local function shift(number, default, zh, en)
  return at("shift_" .. number, default, "00:00", "23:30", 30, zh .. "开始（打印给药单）",
    en .. " shift begins (paper sheets are made)", number > 1)
end

return {
  at("breakfast", "07:00", "05:00", "10:00", 10, "早餐时间", "Breakfast"),
  at("lunch", "11:30", "10:10", "15:00", 10, "午餐时间", "Lunch"),
  at("supper", "17:30", "15:10", "21:00", 10, "晚餐时间", "Supper"),
  minutes("before_meal", 30, 5, 120, "饭前服：餐前几分钟", "Before meals: minutes before"),
  minutes("after_meal", 30, 5, 120, "饭后服：餐后几分钟", "After meals: minutes after"),
  minutes("critical_window", 30, 5, 120, "时间要紧的药：前后几分钟",
    "Time-critical: minutes either side"),
  minutes("daily_window", 120, 15, 720, "每天一次或更少：前后几分钟",
    "Daily or less often: minutes either side"),
  minutes("often_window", 60, 15, 240, "每天多次（间隔四小时及以上）：前后几分钟",
    "More than daily, down to four-hourly: minutes either side"),
  minutes("close_percent", 25, 5, 45, "间隔不到四小时：前后为间隔的百分之几",
    "More often than four-hourly: per cent of the interval either side"),
  minutes("missed_cap", 720, 60, 4320, "最迟几分钟后算漏服（待查）",
    "Missed at the latest after minutes"),
  minutes("once_window", 15, 5, 120, "立即执行（st）的时限（分钟）", "Minutes for st"),
  minutes("sos_hours", 12, 1, 24, "sos 医嘱几小时后失效", "Hours after which sos lapses"),
  minutes("effect_minutes", 45, 15, 240, "必要时用药后几分钟查看效果",
    "Minutes until the effect of an as-needed dose is looked at"),
  minutes("back_entry", 60, 15, 720, "补记超过几分钟要标明", "Minutes from which an entry is late"),
  minutes("round_ahead", 60, 10, 240, "发药提前列出几分钟内的药",
    "Minutes ahead that a round shows"),
  minutes("alarm_window", 10, 5, 60, "报警几分钟无人应答即升级",
    "Minutes until an unanswered alarm escalates"),
  { name = "doctor_agrees", type = "boolean", default = true, required = true,
    zh = "核对破例都要医师同意（过敏一律要）",
    en = "Each override of a check wants a doctor's agreement (of an allergy always)" },
  { name = "warnings_agreed", type = "boolean", default = false, required = true,
    zh = "有相互作用、同类重复、老年人慎用警告的医嘱也要理由和医师同意",
    en = "Orders with such warnings want a reason and a doctor's agreement too" },
  -- standards 7.1 (KH: not seen in the original): without a medical licence none
  { name = "injections", type = "enum", default = "nurses", required = true,
    zh = "注射、输液由谁给（没有医疗机构执业许可的机构不得注射、输液；通行规定，未核对原文）",
    en = "Who gives injections and drips (a home without a medical licence may not)", values = {
      { value = "nurses", zh = "本院有许可：护士或医师", en = "Licensed: nurses and doctors" },
      { value = "nobody", zh = "本院没有许可：都不给", en = "No licence: nobody" },
      { value = "anyone", zh = "不限制", en = "Anyone who gives medicines" } } },
  -- prescriptions
  minutes("renew_days", 7, 1, 60, "处方到期前几天提醒续方", "Days before a prescription's end"),
  minutes("renew_again", 2, 1, 30, "暂未续方，几天后再提醒", "Days until a renewal is asked for again"),
  { name = "prescription_longer", type = "enum", default = "by_rule", required = true,
    zh = "处方超过规定天数", en = "A prescription longer than the rule", values = {
      { value = "by_rule", zh = "按规定：写理由或不收", en = "As the rule: a reason, or refused" },
      { value = "refuse", zh = "一律不收", en = "Always refused" } } },
  shift(1, "07:30", "第一班", "First"),
  shift(2, "15:30", "第二班", "Second"),
  shift(3, "22:30", "第三班", "Third"),
  shift(4, "none", "第四班", "Fourth"),
  -- consent, checks and stock
  { name = "consent_required", type = "boolean", default = true, required = true,
    zh = "没有有效的服药管理协议，不收药、不给药",
    en = "Nothing is received or given without a valid consent" },
  minutes("consent_days", 30, 7, 180, "协议到期前几天提醒", "Days before the end of a consent"),
  minutes("expiry_days", 90, 1, 365, "有效期剩几天起提醒", "Days before expiry: first warning"),
  minutes("expiry_last_days", 30, 1, 180, "有效期剩几天起警告",
    "Days before expiry: second warning"),
  minutes("supply_days", 7, 1, 60, "存药不足几天用量时提醒", "Warn when less than so many days are left"),
  minutes("count_weekday", 1, 0, 7, "每周星期几盘点药品（0 表示不盘点）",
    "Weekday of the weekly count (0: none)"),
  at("count_time", "15:00", "06:00", "22:00", 30, "盘点时间", "Time of the count"),
}
