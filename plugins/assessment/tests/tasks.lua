-- Care tasks: when they come, and which rules are none.
local form = require "tests.lib.form"

local function tick(day) return { tick = day .. "T06:00:00+08:00" } end

local function add(more, ...)
  local input = { resident = 1, text = "称体重一次", at = "07:00" }
  for key, value in pairs(more) do input[key] = value end
  return { do_ = "assessment.add_task", input = input,
    refused = select("#", ...) > 0 and { ... } or nil }
end

-- The days between two dates on which a task was asked for.
local function asked(from, to, ...)
  local rows = {}
  for i, day in ipairs { ... } do rows[i] = { due = day .. "T07:00:00+08:00" } end
  return { ask = "core.duties", input = { kind = "assessment.care_task", state = "open",
    from = from .. "T00:00:00+08:00", to = to .. "T00:00:00+08:00" }, rows = #rows, gives = rows }
end

local function monthly(from)
  return add { often = "monthly", from = from }
end

return {
  { name = "a monthly task of the 31st comes on the last day of each month", with = { "beds" },
    steps = form.living {
      { tick = "2027-01-30T06:00:00+08:00" }, monthly "2027-01-31",
      { ask = "assessment.tasks", rows = 1, gives = { { often = "每月最后一天 07:00" } } },
      tick "2027-02-28", asked("2027-01-01", "2027-03-01", "2027-01-31", "2027-02-28"),
      tick "2027-04-30", asked("2027-03-01", "2027-05-01", "2027-03-31", "2027-04-30"),
    } },
  { name = "a monthly task of the 29th or 30th keeps its day, in February the last one",
    with = { "beds" }, steps = form.living {
      { tick = "2027-01-29T06:00:00+08:00" }, monthly "2027-01-30",
      { ask = "assessment.tasks", rows = 1, gives = { {
        often = "每月 30 日（没有这天就在最后一天） 07:00",
        often_en = "every month on day 30 (or the last day) 07:00" } } },
      tick "2027-03-30",
      asked("2027-01-01", "2027-04-01", "2027-01-30", "2027-02-28", "2027-03-30"),
      { do_ = "assessment.end_task", input = { task = 1, reason = "不用了" } },
      add { rule = "RRULE:FREQ=MONTHLY;INTERVAL=1", from = "2027-05-29" },
      tick "2028-02-29", asked("2028-01-01", "2028-03-01", "2028-01-29", "2028-02-29"),
    } },
  { name = "a rule that says its days itself is left as it is", with = { "beds" },
    steps = form.living {
      { tick = "2027-01-30T06:00:00+08:00" },
      add { rule = "FREQ=MONTHLY;BYMONTHDAY=31", from = "2027-01-31" },
      tick "2027-03-31", asked("2027-01-01", "2027-04-01", "2027-01-31", "2027-03-31"),
    } },
  { name = "the template's monthly task misses no February either", with = { "beds" },
    steps = form.living {
      tick "2027-01-30", form.complete(form.rows[3], { base_date = "2027-01-30" }),
      { ask = "assessment.task_rows", input = { resident = 1 }, rows = 4, gives = {
        { rule = "RSCALE=GREGORIAN;SKIP=BACKWARD;FREQ=MONTHLY" } } },
    } },
  { name = "a rule that no person could follow is refused, as one that never comes",
    steps = {
      form.person("王秀英"),
      add({ rule = "FREQ=MINUTELY" }, "rule", "too_often"),
      add({ rule = "RRULE:FREQ=SECONDLY;INTERVAL=20" }, "rule", "too_often"),
      add({ rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }, "rule", "never"),
      add({ rule = "FREQ=DAILY;UNTIL=20200101T000000Z" }, "rule", "never"),
      add({ rule = "FREQ=DAILY;BYHOUR=30" }, "BYHOUR"),
      { ask = "assessment.tasks", input = { resident = 1 }, rows = 0 },
      { ask = "assessment.plans", rows = 0 },
      add { rule = "FREQ=HOURLY;INTERVAL=2" },
    } },
}
