-- Orders are versions: changed and stopped at an instant, never edited.
local ward = require "tests.lib.ward"
local steps, order, refused, act, tick = ward.steps, ward.order, ward.refused, ward.act, ward.tick
local round = ward.round

local function duties(rows)
  return { ask = "core.duties", input = { kind = "medication.dose", from =
    "2026-11-23T00:00:00+08:00", to = "2026-11-25T01:00:00+08:00" }, rows = #rows, gives = rows }
end

-- What comes from the third day on.
local function dues(rows)
  return { ask = "core.duties", input = { kind = "medication.dose", from =
    "2026-11-25T00:00:00+08:00", to = "2026-12-01T00:00:00+08:00" }, rows = #rows, gives = rows }
end

local function due(text, more) return ward.merged({ due = text .. ":00+08:00" }, more) end

return {
  { name = "every other day stays the same days when the home moves to another zone (M15)",
    steps = steps(ward.start, order({ frequency = "qod", start = "2026-11-23T05:00:00+08:00" }),
    tick "2026-11-24T08:00:00",
    { do_ = "core.set_zone", input = { zone = "Europe/Berlin" } },
    act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    act("change", { order = 2, reason = "照旧", frequency = "qod" }),
    { ask = "core.duties", input = { kind = "medication.dose", from = "2026-11-23T00:00:00+08:00",
      to = "2026-11-28T00:00:00+08:00", state = "open" }, rows = 2, gives = {
      { due = "2026-11-23T01:00:00+01:00" }, { due = "2026-11-25T08:00:00+01:00" } } }) },

  { name = "what begins on the second pass of an hour asks for nothing of the first (M13)",
    steps = steps(ward.start, { do_ = "core.set_zone", input = { zone = "Australia/Lord_Howe" } },
    tick "2027-04-03T12:00:00",
    order({ frequency = "qd", times = array { "01:50" }, start = "2027-04-04T01:40:00+10:30" }),
    tick "2027-04-05T03:00:00",
    { ask = "core.duties", input = { kind = "medication.dose", from = "2027-04-01T00:00:00+11:00",
      to = "2027-04-05T12:00:00+10:30" }, rows = 1, gives = {
      { due = "2027-04-05T01:50:00+10:30" } } }) },

  { name = "a rule keeps its days when the home moves to another zone", steps = steps(ward.start,
    order({ frequency = { rrule = "FREQ=DAILY;INTERVAL=2" }, start = "2026-11-23T05:00:00+08:00" }),
    tick "2026-11-24T08:00:00",
    { do_ = "core.set_zone", input = { zone = "Europe/Berlin" } },
    act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    { ask = "core.duties", input = { kind = "medication.dose", from = "2026-11-23T00:00:00+08:00",
      to = "2026-11-27T00:00:00+08:00", state = "open" }, rows = 2, gives = {
      { due = "2026-11-22T22:00:00+01:00" }, { due = "2026-11-25T05:00:00+01:00" } } }) },

  { name = "days count from the first date also when changed before it, in another zone (M15)",
    steps = steps(ward.start, order({ frequency = "qod", start = "2026-11-24T05:00:00+08:00" }),
    { do_ = "core.set_zone", input = { zone = "Europe/Berlin" } }, tick "2026-11-23T09:05:00",
    act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    tick "2026-11-25T12:00:00",
    { ask = "core.duties", input = { kind = "medication.dose",
      from = "2026-11-23T00:00:00+08:00", to = "2026-11-27T00:00:00+08:00" },
      rows = 2, gives = { { due = "2026-11-24T08:00:00+01:00" },
        { due = "2026-11-26T08:00:00+01:00" } } }) },

  { name = "a change cuts at its instant and is linked (M16)", steps = steps(ward.start,
    order({ frequency = "tid" }),
    tick "12:00",
    act("change", { order = 1, reason = "血压偏低", dose = { amount = "0.5", unit = "tablet" },
      from = "2026-11-23T14:00:00+08:00" }, { order = 2, due = "tid 08:00 12:00 16:00" }),
    duties { due("2026-11-23T12:00", { version = 1 }), due("2026-11-23T16:00", { version = 2 }),
      due "2026-11-24T08:00", due "2026-11-24T12:00", due "2026-11-24T16:00" },
    round("15:30", { { due = "2026-11-23T12:00:00+08:00", dose_text = "1 片（一片）", order = 1 },
      { due = "2026-11-23T16:00:00+08:00", dose_text = "0.5 片（半片）", order = 2 } }, 2),
    tick "14:00",
    ward.no("change", { order = 1, reason = "再改", dose = { amount = "2", unit = "tablet" } },
      "order", "stale"),
    ward.no("stop", { order = 1, reason = "再停" }, "stale"),
    { ask = "medication.order_history", input = { order = 2 }, rows = 2, gives = {
      { order = 2, order_version = 2, reason = "血压偏低" },
      { order = 1, ended_by = "changed", ended_because = "血压偏低",
        ends = "2026-11-23T14:00:00+08:00" } } }) },

  { name = "a stop withdraws what comes, not what was", steps = steps(ward.start,
    order({ frequency = "tid" }),
    tick "12:10",
    act("stop", { order = 1, reason = "医嘱停药", from = "2026-11-23T13:00:00+08:00" }),
    duties { due("2026-11-23T12:00", { state = "due" }) },
    ward.record(1, "12:00", "given"),
    ward.refuse(1, "16:00", "given", {}, "duty"), tick "13:00",
    ward.no("stop", { order = 1, reason = "再停" }, "order", "ended")) },

  { name = "a dose of the old version recorded from an old page is refused (M24)",
    steps = steps(ward.start,
      order({ frequency = "tid" }), tick "11:30",
      act("change", { order = 1, reason = "减量", from = "2026-11-23T11:00:00+08:00",
        dose = { amount = "0.5", unit = "tablet" } }),
      ward.refuse(1, "12:00", "given", {}, "duty"),
      ward.refuse(2, "12:00", "given", { version = 1 }),
      ward.record(2, "12:00", "given", { version = 2 })) },

  { name = "when a dose is held, and how much at most, stands on the order in words",
    steps = steps(ward.start, order({ frequency = "prn", prn = { reason = "疼痛",
      min_interval = 60, max_amount = "4" }, conditions = { { sign = "pulse", below = "60" },
      { sign = "systolic", below = "90", above = "180" } } }),
    { ask = "medication.order_record", input = { order = 1 }, rows = 1, gives = { {
      most = "4 片", most_en = "4 tablet", conditions = {
        { zh = "脉搏（次/分）低于 60 时暂缓", en = "Pulse (per minute): hold below 60" },
        { zh = "收缩压（mmHg）低于 90 或高于 180 时暂缓" } } } } }) },

  { name = "what was taken is not asked for once more by a change (M16)", steps = steps(ward.start,
    order({ frequency = "tid" }), tick "11:20", ward.record(1, "12:00", "given"),
    act("change", { order = 1, reason = "改饭后服", meal = "after" }, { warnings = { {
      zh = "11-23 12:00 那一次已按原医嘱给了，更改从它之后开始。" } } }),
    round("12:30", { { due = "2026-11-23T12:00:00+08:00", outcome = "given" } }, 1),
    tick "16:10", ward.record(2, "16:00", "given"),
    ward.no("change", { order = 2, reason = "减量", from = "2026-11-23T15:00:00+08:00",
      dose = { amount = "0.5", unit = "tablet" } }, "from", "taken"),
    act("change", { order = 2, reason = "减量", from = "2026-11-23T16:01:00+08:00",
      dose = { amount = "0.5", unit = "tablet" } }),
    round("17:00", { { due = "2026-11-23T16:00:00+08:00", outcome = "given" } }, 1)) },

  { name = "a dose that was refused ahead is asked for by the changed order", steps = steps(
    ward.start, order({ frequency = "tid" }), tick "11:20",
    ward.record(1, "12:00", "refused", { reason = "太大片" }),
    act("change", { order = 1, reason = "改半片", dose = { amount = "0.5", unit = "tablet" } }),
    round("12:30", { { order = 2 }, { order = 1, outcome = "refused" } }, 2)) },

  { name = "an interval that follows a dose taken ahead counts from that dose", steps = steps(
    ward.start, order({ frequency = "tid" }), tick "11:20", ward.record(1, "12:00", "given"),
    act("change", { order = 1, reason = "改每八小时", frequency = { every = "PT8H" } }),
    { ask = "core.duties", input = { kind = "medication.dose", state = "open",
      from = "2026-11-23T00:00:00+08:00", to = "2026-11-24T12:00:00+08:00" }, rows = 2, gives = {
      due "2026-11-23T20:00", due "2026-11-24T04:00" } }) },

  { name = "a single dose that was given is not asked for by a change", steps = steps(ward.start,
    order({ frequency = "st" }), tick "09:05", ward.record(1, "09:00", "given"),
    ward.no("change", { order = 1, reason = "补写医师", prescriber = "王医师" }, "order", "taken")) },

  { name = "hold and resume", steps = steps(ward.start,
    order({ frequency = "tid" }),
    act("hold", { order = 1, reason = "等化验", from = "2026-11-23T10:00:00+08:00" }),
    tick "10:00", ward.no("hold", { order = 1, reason = "再停" }, "held"),
    tick "2026-11-23T18:00:00",
    duties { due("2026-11-23T12:00", { state = "held" }), due("2026-11-23T16:00",
      { state = "held" }), due("2026-11-24T08:00", { state = "held" }), {}, {} },
    act("resume", { order = 1, from = "2026-11-24T06:00:00+08:00" }),
    ward.no("resume", { order = 1 }, "not_held"),
    duties { { state = "held" }, { state = "held" },
      due("2026-11-24T08:00", { state = "upcoming" }), {}, {} },
    round("18:00", { { state = "held", tone = "blocked" }, { state = "held" } }, 2)) },

  { name = "held once more from the same time is held", steps = steps(ward.start, order {},
    act("hold", { order = 1, reason = "等化验", from = "2026-11-23T10:00:00+08:00" }),
    act("resume", { order = 1, from = "2026-11-23T10:00:00+08:00" }),
    act("hold", { order = 1, reason = "等会诊", from = "2026-11-23T10:00:00+08:00" }),
    duties { { state = "held", held_because = "等会诊" }, { state = "held" }, { state = "held" },
      { state = "held" }, { state = "held" } }) },

  { name = "an order that asks for nothing more before its end can still be changed",
    steps = steps(ward.start,
    order({ frequency = "qod", ["end"] = "2026-11-24T17:00:00+08:00" }),
    order({ drug = 2, frequency = { every = "PT36H" }, ["end"] = "2026-11-24T17:00:00+08:00" }),
    tick "2026-11-23T10:00:00",
    act("change", { order = 1, reason = "改途径", route = "sl" }),
    act("change", { order = 2, reason = "改途径", route = "sl" }),
    tick "2026-11-26T10:00:00",
    duties { due("2026-11-23T09:00", { state = "missed" }) }) },

  { name = "changing qod keeps its days", steps = steps(ward.start,
    order({ frequency = "qod", start = "2026-11-23T00:00:00+08:00" }),
    tick "2026-11-24T10:00:00",
    act("change", { order = 1, reason = "加量", dose = { amount = "2", unit = "tablet" } }),
    tick "2026-11-24T11:00:00",
    { ask = "core.duties", input = { kind = "medication.dose", state = "upcoming",
      to = "2026-11-26T10:00:00+08:00" }, rows = 1, gives = { due "2026-11-25T08:00" } }) },

  { name = "qod said once more with another dose keeps its days", steps = steps(ward.start,
    order({ frequency = "qod", start = "2026-11-23T00:00:00+08:00" }), tick "2026-11-24T10:00:00",
    act("change", { order = 1, dose = { amount = "2", unit = "tablet" }, frequency = "QOD",
      reason = "加量" }),
    { ask = "core.duties", rows = 1, input = { kind = "medication.dose", state = "upcoming",
      to = "2026-11-26T00:00:00+08:00" }, gives = { { due = "2026-11-25T08:00:00+08:00" } } }) },

  { name = "a change keeps the days, the hour and the count of a rule", steps = steps(ward.start,
    order({ frequency = { rrule = "FREQ=DAILY;INTERVAL=3;BYHOUR=10;BYMINUTE=0" } }),
    order({ drug = 2, frequency = { rrule = "FREQ=DAILY;COUNT=4" } }), tick "2026-11-24T11:30:00",
    act("change", { order = 1, reason = "加量", dose = { amount = "2", unit = "tablet" } }),
    act("change", { order = 2, reason = "加量", dose = { amount = "2", unit = "tablet" },
      frequency = { rrule = "rrule:freq=daily;count=4" } }),
    -- every third day from the 23rd at ten; four days from the 23rd, at nine
    dues { due "2026-11-25T09:00", due "2026-11-26T09:00", due "2026-11-26T10:00" },
    -- once more, from an instant between two doses
    act("change", { order = 4, reason = "减量", dose = { amount = "1", unit = "tablet" },
      from = "2026-11-25T12:00:00+08:00" }),
    dues { due("2026-11-25T09:00", { version = 2 }), due("2026-11-26T09:00", { version = 3 }),
      due "2026-11-26T10:00" },
    -- another rule counts from the change
    act("change", { order = 3, reason = "改频次",
      frequency = { rrule = "FREQ=DAILY;INTERVAL=2;BYHOUR=12;BYMINUTE=0" } }),
    dues { {}, due "2026-11-26T09:00", due "2026-11-26T12:00" },
    tick "2026-11-26T18:00:00",
    { ask = "core.duties", input = { kind = "medication.dose", state = "upcoming" }, rows = 1,
      gives = { due "2026-11-28T12:00" } }) },

  { name = "intervals are told in words", steps = steps(ward.start,
    order({ frequency = { every = "P1DT8H" } }, { due = "每隔 1 天 8 小时" }),
    { ask = "medication.orders", input = { resident = 1 }, rows = 1 }) },

  { name = "everyday rules are told in words, others as the rules that they are", run = function()
    local often = require "lib.words".often
    local function said(rule) return often { kind = "rule", rule = rule } end
    assert(said "FREQ=DAILY;INTERVAL=3;BYHOUR=8;BYMINUTE=0;BYSECOND=0" == "每 3 天 08:00")
    assert(said "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=30" == "每天 06:30 18:30")
    assert(said "FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=8,20;BYMINUTE=0" == "每周一、五 08:00 20:00")
    assert(said "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=8;BYMINUTE=0" == "每 2 周的周一 08:00")
    assert(said "FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=8;BYMINUTE=0" == "每月 1、15 日 08:00")
    assert(said "FREQ=HOURLY" == "每小时")
    assert(said "FREQ=HOURLY;INTERVAL=2;BYMINUTE=0" == "每 2 小时")
    for _, rule in ipairs { "FREQ=DAILY;BYHOUR=8", "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=8;BYMINUTE=0",
      "FREQ=WEEKLY;BYHOUR=8;BYMINUTE=0", "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=8;BYMINUTE=0",
      "FREQ=HOURLY;BYHOUR=8,9", "FREQ=HOURLY;COUNT=3",
      "FREQ=DAILY;COUNT=3;BYHOUR=8;BYMINUTE=0", "FREQ=DAILY;BYHOUR=8.5,x;BYMINUTE=0",
      "FREQ=WEEKLY;BYDAY=1MO;BYHOUR=8;BYMINUTE=0", "FREQ=DAILY;BYHOUR=8;BYMINUTE=0,30" } do
      assert(said(rule) == "按规则 " .. rule, said(rule))
    end
  end },

  { name = "what a liquid holds is told by the millilitre", steps = steps(ward.start,
    ward.drug("甘精胰岛素注射液", { strength = "100", strength_unit = "iu", unit = "ml",
      form = "injection" }),
    order({ drug = 3, dose = { amount = "8", unit = "iu" }, route = "sc" }),
    ward.drug("乙片", { strength = "5", strength_unit = "mg" }), order { drug = 4 },
    { ask = "medication.orders", input = { resident = 1 }, gives = {
      { drug_name = "乙片 5毫克", drug_name_en = "乙片 5 mg" },
      { drug_name = "甘精胰岛素注射液 100单位/毫升",
        drug_name_en = "甘精胰岛素注射液 100 unit (IU)/ml" } } }) },

  { name = "a limit is told with its unit", run = function()
    local fault = require "rules.limits"({}, { at = 0, amount = "1500" },
      { max_amount = "1000", unit = "mg" })[1]
    assert(fault.zh == "24 小时内会到 1500 毫克，最多 1000 毫克。", fault.zh)
    assert(fault.en == "That makes 1500 mg in 24 hours; 1000 mg at most.", fault.en)
  end },

  { name = "qod entered later keeps the days of its start", steps = steps(ward.start,
    order({ frequency = "qod", start = "2026-11-10T08:00:00+08:00" }),
    duties { due "2026-11-24T08:00" }) },

  { name = "an order ends with its last day", steps = steps(ward.start,
    order({ frequency = "bid", ["end"] = "2026-11-24" }),
    duties { due "2026-11-23T16:00", due "2026-11-24T08:00", due "2026-11-24T16:00" }) },

  { name = "st is one dose, now", steps = steps(ward.start,
    order({ frequency = "st" }),
    duties { due("2026-11-23T09:00", { state = "due" }) },
    tick "09:16",
    duties { due("2026-11-23T09:00", { state = "late" }) }) },

  { name = "an interval keeps its spacing", steps = steps(ward.start,
    order({ frequency = { every = "PT11H" } }),
    duties { due "2026-11-23T09:00", due "2026-11-23T20:00", due "2026-11-24T07:00",
      due "2026-11-24T18:00" }) },

  { name = "a rule of its own", steps = steps(ward.start,
    order({ frequency = { rrule = "FREQ=DAILY;INTERVAL=2;BYHOUR=10;BYMINUTE=30" } }),
    duties { due "2026-11-23T10:30" },
    tick "2026-11-24T10:00:00",
    { ask = "core.duties", input = { kind = "medication.dose", state = "upcoming" }, rows = 1,
      gives = { due "2026-11-25T10:30" } },
    refused({ drug = 2, frequency = { rrule = "FREQ=DAILY;INTERVAL=2;COUNT=3" },
      start = "2026-10-01T08:00:00+08:00" }, "start"),
    refused({ drug = 2, frequency = { rrule = "FREQ=DAILY;BYHOUR=25" } }, "BYHOUR")) },

  { name = "what is wrong with an order is named, all at once", steps = steps(ward.start,
    refused({ dose = { amount = "0", unit = "tablet" }, frequency = "tds",
      ["end"] = "2026-11-20" }, "dose.amount", "frequency", "end"),
    refused({ dose = { amount = "1", unit = "spoon" } }, "dose.unit"),
    refused({ dose = { amount = "1.1234567", unit = "tablet" } }, "dose.amount"),
    refused({ route = "mouth" }, "route"),
    refused({ ["end"] = "2026-11-23T08:00:00+08:00" }, "end"),
    refused({ start = "2024-11-23T08:00:00+08:00", ["end"] = "2024-12-01" }, "end"),
    refused({ start = "2036-11-23T08:00:00+08:00" }, "start"),
    refused({ times = { "25:00" } }, "times"),
    refused({ frequency = "st", times = { "08:00" } }, "times"),
    refused({ conditions = { { sign = "pulse" } } }, "conditions[0]"),
    refused({ conditions = { { sign = "pulse", below = "100", above = "50" } } },
      "conditions[0]", "order"),
    refused({ max_amount = "0.5" }, "max_amount", "range"),
    refused({ frequency = "st", start = "2026-11-20T08:00:00+08:00" }, "start", "past"),
    refused({ drug = 99 }, "drug"), refused({ resident = 99 }, "resident"),
    { ask = "medication.orders", input = { resident = 1 }, rows = 0 }) },

  { name = "an order that asks for no dose is refused", steps = steps(ward.start,
    refused({ frequency = { rrule = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30" } }, "frequency",
      "never"),
    order({ frequency = "tid", ["end"] = "2026-11-23" }, { warnings = { {} } }),
    ward.no("change", { order = 1, reason = "更改", frequency = {
      rrule = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30" } }, "frequency", "never"),
    order({ drug = 2, frequency = { rrule = "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;BYHOUR=8" } })) },

  { name = "an order that ends before its first dose says so", steps = steps(ward.start,
    order({ frequency = "qw", ["end"] = "2026-11-25" }, { warnings = { {},
      { en = "No dose falls before the end: the first would be at 11-30 08:00. Check the end." }
    } })) },

  { name = "who has left gets no orders", steps = steps(ward.start,
    { do_ = "beds.discharge", input = { resident = 1 } },
    refused({}, "resident", "not_here")) },

  { name = "windows are those of the class (M7)", run = function()
    local windows, all = require "rules.windows", {}
    for _, field in ipairs(require "settings") do all[field.name] = field.default end
    local function of(plan, class, interval)
      local found = windows(plan, class or "ordinary", interval, all)
      return found.early .. " " .. found.late .. " " .. found.missed
    end
    local function clock(...) return { kind = "clock", times = { ... } } end
    assert(of(clock("08:00")) == "PT120M PT120M PT720M")
    assert(of(clock("08:00"), "critical") == "PT30M PT30M PT720M")
    assert(of(clock("08:00", "12:00", "16:00")) == "PT60M PT60M PT120M")
    assert(of(clock("08:00", "16:00"), "ordinary", 360) == "PT60M PT60M PT120M")
    assert(of(clock("08:00", "16:00"), "ordinary", 470) == "PT60M PT60M PT60M")
    assert(of { kind = "elapsed", ms = 2 * 3600000 } == "PT30M PT30M PT60M")
    assert(of { kind = "elapsed", ms = 3 * 3600000 } == "PT45M PT45M PT90M")
    assert(of { kind = "clock", times = { "08:00" }, weekdays = { 1, 4 } }
      == "PT120M PT120M PT720M")
    assert(of { kind = "rule", rule = "FREQ=DAILY;BYHOUR=8,11;BYMINUTE=0" }
      == "PT45M PT45M PT90M")
    assert(of { kind = "rule", rule = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8" }
      == "PT120M PT120M PT720M")
    assert(of { kind = "once" } == "PT30M PT15M PT240M")
    assert(of { kind = "needed", once = true } == "PT0M PT720M PT720M")
  end },
}
