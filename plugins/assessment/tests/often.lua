-- How often a care task comes is said in words, in Chinese and in English.
local form = require "tests.lib.form"

-- 24 November 2026 is a Tuesday.
local start = "2026-11-24T07:30:00"

local told = {
  { "FREQ=DAILY", "每天 07:30", "every day 07:30" },
  { "RRULE:FREQ=DAILY;INTERVAL=3", "每 3 天 07:30", "every 3 days 07:30" },
  { "FREQ=DAILY;BYHOUR=17,7,11", "每天 07:30 11:30 17:30", "every day 07:30 11:30 17:30" },
  { "FREQ=DAILY;BYHOUR=7,19;BYMINUTE=0;BYSECOND=0", "每天 07:00 19:00", "every day 07:00 19:00" },
  { "FREQ=DAILY;BYDAY=SU,SA", "每周六、日 07:30", "every Sat, Sun 07:30" },
  { "FREQ=WEEKLY", "每周二 07:30", "every Tue 07:30" },
  { "FREQ=WEEKLY;BYDAY=MO,WE,FR", "每周一、三、五 07:30", "every Mon, Wed, Fri 07:30" },
  { "FREQ=WEEKLY;INTERVAL=2", "每 2 周的周二 07:30", "every 2 weeks on Tue 07:30" },
  { "FREQ=MONTHLY", "每月 24 日 07:30", "every month on day 24 07:30" },
  { "FREQ=MONTHLY;BYMONTHDAY=1,15", "每月 1 日、15 日 07:30", "every month on day 1, day 15 07:30" },
  { "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "每 3 个月的最后一天 07:30",
    "every 3 months on the last day 07:30" },
  { "FREQ=YEARLY", "每年 11 月 24 日 07:30", "every year on 11-24 07:30" },
  { "FREQ=HOURLY", "每小时", "every hour" },
  { "FREQ=HOURLY;INTERVAL=2", "每 2 小时", "every 2 hours" },
  { "FREQ=DAILY;COUNT=10", "每天 07:30，共 10 次", "every day 07:30, 10 times" },
  { "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261231T160000Z", "每周四 07:30，到 2026-12-31",
    "every Thu 07:30, until 2026-12-31" },
}

-- No words are known for these: half a rule in words would be another rule.
local kept = { "FREQ=MONTHLY;BYDAY=2MO", "FREQ=DAILY;BYMONTH=7", "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
  "FREQ=HOURLY;BYHOUR=8,9", "FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1",
  "FREQ=DAILY;BYSECOND=30", "RSCALE=GREGORIAN;SKIP=FORWARD;FREQ=MONTHLY",
  "FREQ=MINUTELY;INTERVAL=90" }

return {
  { name = "a rule is said in words, one without words as it was written", run = function()
    local often = require "lib.often"
    for _, each in ipairs(told) do
      local zh, en = often.of(each[1], start)
      assert(zh == each[2] and en == each[3], each[1] .. ": " .. zh .. " / " .. en)
    end
    for _, rule in ipairs(kept) do
      local zh, en = often.of(rule, start)
      assert(zh == rule and en == rule, rule .. ": " .. zh .. " / " .. en)
    end
  end },

  { name = "each task of the template has words", run = function()
    local often = require "lib.often"
    local function check(tasks)
      for _, task in ipairs(tasks) do
        local zh, en = often.of(task.rule, "2026-11-24T" .. task.at .. ":00")
        assert(zh:find("每", 1, true) and en:find("every", 1, true), task.rule .. ": " .. zh)
      end
    end
    for _, edition in ipairs(require "data.care") do
      for _, level in ipairs(edition.levels) do check(level.tasks) end
      for _, tasks in pairs(edition.risks) do check(tasks) end
    end
  end },

  { name = "tasks are listed with how often they come", steps = {
    form.person("王秀英"),
    { do_ = "assessment.add_task", input = { resident = 1, text = "陪练爬楼", at = "10:00",
      rule = "FREQ=WEEKLY;BYDAY=MO,TH" } },
    { do_ = "assessment.add_task", input = { resident = 1, text = "量体温", often = "twice",
      at = "18:00" } },
    { ask = "assessment.tasks", input = { resident = 1 }, rows = 2, gives = {
      { often = "每周一、四 10:00", often_en = "every Mon, Thu 10:00", starts = "2026-11-23" },
      { often = "每天 02:00 18:00" } } },
  } },
}
