-- Frequency codes exactly as in standards 7.2: what they expand to, and that
-- the duties of an order fall on the same times.
local ward = require "tests.lib.ward"
local steps, act = ward.steps, ward.act

local function at(list, offset)
  local due = array {}
  for i, text in ipairs(list) do
    due[i] = text:gsub(" ", "T") .. ":00" .. (offset or "+08:00")
  end
  return due
end

-- One row of the table: code, days from a Monday, what is due.
local function expands(code, days, list, start)
  return { ask = "medication.expand", input = { frequency = code, days = days,
    start = start or "2026-11-23T00:00" }, gives = { due = at(list), code = code } }
end

local function refused(frequency, ...)
  return { ask = "medication.expand", input = { frequency = frequency, days = 2,
    start = "2026-11-23T00:00" }, refused = { "frequency", ... } }
end

local d = "2026-11-23 "

-- Every code of the table, over two weeks from a Sunday, against a count.
local counts = { qd = 14, qm = 14, qn = 14, bid = 28, tid = 42, qid = 56, q4h = 84, q6h = 56,
  q8h = 42, q12h = 28, qod = 7, qw = 2, biw = 4, tiw = 6, q2w = 1, hs = 14, ac = 42, pc = 42,
  st = 1 }

local function settings()
  local all = {}
  for _, field in ipairs(require "settings") do all[field.name] = field.default end
  return all
end

local function expand(code, first, clock, days)
  local plan = assert(require "rules.frequency"(require "data.frequencies"[1], code, settings()))
  local list = {}
  for i, each in ipairs(require "rules.expand"(plan, first, clock, days)) do
    list[i] = each.date .. " " .. each.time
  end
  return list
end

local function same(got, want)
  assert(table.concat(got, ", ") == table.concat(want, ", "),
    "got " .. table.concat(got, ", "))
end

return {
  { name = "each code is what the table says", steps = steps(
    expands("qd", 1, { d .. "08:00" }),
    { ask = "medication.expand", input = { days = 8, start = "2026-11-23T08:00",
      frequency = { rrule = "FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=8" } }, gives = { code = "rrule",
      due = { "2026-11-23T08:00:00+08:00", "2026-11-27T08:00:00+08:00",
        "2026-11-30T08:00:00+08:00" } } },
    -- eight hours really pass: the clocks go forward that night
    { ask = "medication.expand", input = { days = 2, start = "2027-03-13T22:00",
      zone = "America/New_York", frequency = { every = "PT8H" } }, gives = { due = {
        "2027-03-13T22:00:00", "2027-03-14T07:00:00", "2027-03-14T15:00:00",
        "2027-03-14T23:00:00" } } },
    { ask = "medication.expand", input = { days = 2, start = "2027-03-13T22:00", zone = "Mars",
      frequency = { every = "PT8H" } }, refused = { "zone" } },
    expands("qm", 1, { d .. "08:00" }),
    expands("qn", 1, { d .. "20:00" }),
    expands("bid", 1, { d .. "08:00", d .. "16:00" }),
    expands("tid", 1, { d .. "08:00", d .. "12:00", d .. "16:00" }),
    expands("qid", 1, { d .. "08:00", d .. "12:00", d .. "16:00", d .. "20:00" }),
    expands("q4h", 1, { d .. "00:00", d .. "04:00", d .. "08:00", d .. "12:00", d .. "16:00",
      d .. "20:00" }),
    expands("q6h", 1, { d .. "02:00", d .. "08:00", d .. "14:00", d .. "20:00" }),
    expands("q8h", 1, { d .. "00:00", d .. "08:00", d .. "16:00" }),
    expands("q12h", 1, { d .. "08:00", d .. "20:00" }),
    expands("qod", 5, { d .. "08:00", "2026-11-25 08:00", "2026-11-27 08:00" }),
    expands("qw", 8, { d .. "08:00", "2026-11-30 08:00" }),
    expands("biw", 8, { d .. "08:00", "2026-11-26 08:00", "2026-11-30 08:00" }),
    expands("tiw", 7, { d .. "08:00", "2026-11-25 08:00", "2026-11-27 08:00" }),
    expands("q2w", 29, { "2026-11-24 08:00", "2026-12-08 08:00", "2026-12-22 08:00" },
      "2026-11-24T00:00"),
    expands("hs", 1, { d .. "20:00" }),
    expands("ac", 1, { d .. "06:30", d .. "11:00", d .. "17:00" }),
    expands("pc", 1, { d .. "07:30", d .. "12:00", d .. "18:00" }),
    expands("st", 3, { d .. "09:17" }, "2026-11-23T09:17"),
    expands("prn", 3, {}),
    { ask = "medication.expand", input = { frequency = "sos", days = 2,
      start = "2026-11-23T09:00" }, gives = { due = {}, as_needed = true,
      valid_until = "2026-11-23T21:00:00+08:00" } }) },

  { name = "biw is twice a week, not every two weeks", run = function()
    same(expand("biw", "2026-11-23", "00:00", 14), { "2026-11-23 08:00", "2026-11-26 08:00",
      "2026-11-30 08:00", "2026-12-03 08:00" })
  end },

  { name = "each code has its number of doses in two weeks", run = function()
    for code, count in pairs(counts) do
      local found = #expand(code, "2026-11-22", "00:00", 14)
      assert(found == count, code .. ": " .. found)
    end
  end },

  { name = "qod keeps its parity over months and the leap day", run = function()
    same(expand("qod", "2028-02-26", "00:00", 6), { "2028-02-26 08:00", "2028-02-28 08:00",
      "2028-03-01 08:00" })
    same(expand("qod", "2027-02-26", "00:00", 6), { "2027-02-26 08:00", "2027-02-28 08:00",
      "2027-03-02 08:00" })
    local list = expand("qod", "2026-12-31", "00:00", 400)
    for i = 2, #list do assert(date.diff(list[i]:sub(1, 10), list[i - 1]:sub(1, 10)) == 2) end
    assert(#list == 200)
  end },

  { name = "a start in the middle of the day leaves out what is past", run = function()
    same(expand("tid", "2026-11-23", "08:01", 2), { "2026-11-23 12:00", "2026-11-23 16:00",
      "2026-11-24 08:00", "2026-11-24 12:00", "2026-11-24 16:00" })
    same(expand("qod", "2026-11-23", "09:00", 4), { "2026-11-25 08:00" })
  end },

  { name = "a typo is refused with what may have been meant", steps = steps(
    refused("bwi"), refused("2w"), refused("tds"), refused("q9x"), refused("遵医嘱"),
    refused({ every = "PT0S" }, "every"), refused({ rrule = "DAILY" }, "rrule"),
    refused({ rrule = "FREQ=MINUTELY" }, "rrule"), refused({ often = 3 }),
    { ask = "medication.expand", input = { frequency = "qd", days = 1, start = "23.11." },
      refused = { "start" } }) },

  { name = "near codes are named, never taken", run = function()
    local read = require "rules.frequency"
    local edition = require "data.frequencies"[1]
    local function near(text)
      local plan, fault = read(edition, text, settings())
      assert(plan == nil, text)
      return table.concat(fault.near, " ")
    end
    assert(near("2w") == "biw q2w")
    assert(near("tds") == "tid" and near("qds") == "qid" and near("bd") == "bid")
    for words, code in pairs { ["每日三次"] = "tid", ["每天3次"] = "tid", ["一日二次"] = "bid",
      ["每週二次"] = "biw", ["每周1次"] = "qw", ["每晚使用一次"] = "qn", ["隔日使用一次"] = "qod",
      ["睡前"] = "hs", ["飯前"] = "ac", ["餐后"] = "pc", ["每8小时"] = "q8h", ["立刻使用"] = "st",
      ["每4小時使用一次"] = "q4h", QAM = "qm", STAT = "st", ["遵医嘱"] = "", q3h = "", q5d = "",
      ["每两周一次"] = "q2w", ["每星期三次"] = "tiw" } do
      local fits = near(words) == code
      assert(fits, words .. ": " .. near(words))
    end
    for words, code in pairs { ["b.i.d."] = "bid", ["q.d."] = "qd", ["ｔｉｄ"] = "tid",
      ["ｑ８ｈ"] = "q8h", q2d = "qod", weekly = "qw", ["o.d."] = "qd qod" } do
      local fits = near(words) == code
      assert(fits, words .. ": " .. near(words))
    end
    assert(near("bwi"):match("biw") and near("q8"):match("q8h"))
    assert(near("xyzzy") == "")
    assert(read(edition, " TID ", settings()).code == "tid")
  end },

  { name = "an interval is elapsed time", steps = steps(
    { ask = "medication.expand", input = { frequency = { every = "PT10H" }, days = 2,
      start = "2026-11-23T06:00" },
      gives = { due = at { d .. "06:00", d .. "16:00", "2026-11-24 02:00", "2026-11-24 12:00",
        "2026-11-24 22:00" } } }) },

  { name = "the home and a unit may have other times", steps = steps(ward.start,
    ward.act("set_times", { code = "tid", times = { "07:00", "13:00", "19:00" } }),
    expands("tid", 1, { d .. "07:00", d .. "13:00", d .. "19:00" }),
    ward.act("set_times", { code = "bid", unit = "一病区", times = { "09:00", "21:00" } }),
    expands("bid", 1, { d .. "08:00", d .. "16:00" }),
    ward.act("set_times", { code = "biw", times = { "09:30" }, weekdays = { 2, 5 } }),
    expands("biw", 7, { "2026-11-24 09:30", "2026-11-27 09:30" }),
    ward.order({ frequency = "bid" }, { due = "bid 09:00 21:00" }),
    ward.order({ drug = 2, frequency = "bid", times = { "22:00", "10:00" } },
      { due = "bid 10:00 22:00" }),
    ward.no("set_times", { code = "tid", times = { "07:00" } }, "count"),
    ward.no("set_times", { code = "tid", times = { "7:00", "13:00", "19:00" } }, "time"),
    ward.no("set_times", { code = "prn", times = { "07:00" } }, "code"),
    ward.no("set_times", { code = "biw", times = { "07:00" }, weekdays = { 2 } }, "weekdays"),
    ward.no("set_times", { code = "biw", times = { "07:00" }, weekdays = { 1, 1 } }, "weekdays",
      "count"),
    ward.no("set_times", { code = "bid", times = { "07:00", "07:00" } }, "times", "count"),
    ward.no("set_times", { code = "bid", times = { "07:00", "19:00" }, unit = "不存在区" }, "unit",
      "unknown"),
    ward.no("set_times", { code = "bid", times = { "07:00", "19:00" }, weekdays = { 1 } },
      "weekdays", "frequency")) },

  { name = "an order's own times and days are as many as its code says", steps = steps(ward.start,
    ward.refused({ times = { "08:00" } }, "times", "count"),
    ward.refused({ times = { "08:00", "08:00", "12:00" } }, "times", "count"),
    ward.refused({ frequency = "ac", times = { "06:30", "11:00" } }, "times", "count"),
    ward.refused({ weekdays = { 1, 2, 3 } }, "weekdays", "frequency"),
    ward.refused({ frequency = "qod", weekdays = { 1 } }, "weekdays", "frequency"),
    ward.refused({ frequency = "biw", weekdays = { 1 } }, "weekdays", "count"),
    ward.refused({ frequency = "biw", weekdays = { 1, 1 } }, "weekdays", "count"),
    ward.refused({ frequency = "biw", weekdays = { 1, 8 } }, "weekdays", "range"),
    ward.order({ frequency = "biw", weekdays = { 2, 5 }, times = { "09:00" } },
      { due = "biw 周二、五 09:00" }),
    act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } },
      { due = "biw 周二、五 09:00" }),
    act("change", { order = 2, reason = "每天", frequency = "qd" }, { due = "qd 08:00" })) },

  { name = "meals move what is before and after them",
    steps = steps({ settings = { breakfast = "06:50", after_meal = 15 } },
      expands("ac", 1, { d .. "06:20", d .. "11:00", d .. "17:00" }),
      expands("pc", 1, { d .. "07:05", d .. "11:45", d .. "17:45" })) },
}
