-- Care-risk events that are entered after the assessment whose 30 days they lie in.
local form = require "tests.lib.form"

local function event(day, kind)
  return { do_ = "assessment.record_event", input = { resident = 1, kind = kind or "fall",
    date = day } }
end

local function dues(...) return { ask = "assessment.dues", rows = select("#", ...),
  gives = { ... } } end

local function withdraw(id)
  return { do_ = "assessment.withdraw_event", input = { event = id, reason = "记错了人" } }
end

local routine = { cause = "routine", due = "2027-05-22T09:00:00+08:00" }
local asked = { cause = "events", state = "due", standard = "GB/T 42195-2022",
  note = "跌倒 / Fall: 0 → 2；等级 / level: 1 → 2" }
local open = { ask = "core.duties", input = { kind = "assessment.reassess", state = "due" } }

local function duties(rows) return { ask = open.ask, input = open.input, rows = rows } end

return {
  { name = "two that change the level ask for a new assessment, which settles it", steps = {
    form.person("王秀英"), form.complete(form.rows[3], nil, { final = 1 }),
    event "2026-11-20", dues(routine), duties(0),
    event "2026-11-21", dues(asked), duties(1),
    form.complete(form.rows[3], { supersedes = 1, why = "补算两次跌倒" }, { final = 2 }),
    dues(routine), duties(0),
    event "2026-11-22", dues(routine), duties(0),
  } },
  { name = "one that is withdrawn asks no more", steps = {
    form.person("王秀英"), form.complete(form.rows[3]),
    event "2026-11-20", event "2026-11-21", dues(asked), withdraw(2), dues(routine), duties(0),
    event("2026-11-22", "choking"), dues { cause = "events",
      note = "跌倒 / Fall: 0 → 1；噎食 / Choking: 0 → 1；等级 / level: 1 → 2" },
  } },
  { name = "one that was counted and is withdrawn asks as well", steps = {
    form.person("王秀英"), event "2026-11-20", event "2026-11-21",
    form.complete(form.rows[3], nil, { final = 2 }), withdraw(1),
    dues { cause = "events", note = "跌倒 / Fall: 2 → 1；等级 / level: 2 → 1" },
  } },
  { name = "those of other days, and those that change nothing, ask nobody", steps = {
    form.person("王秀英"), form.complete(form.rows[3], { base_date = "2026-11-22" }),
    event "2026-10-22", event "2026-10-22", event "2026-11-23", event "2026-11-23",
    event "2026-10-23", dues { cause = "routine" }, duties(0), event "2026-11-22",
    dues { cause = "events" },
  } },
  { name = "the worst level can't rise", steps = {
    form.person("王秀英"), form.complete(form.rows[9], nil, { final = 4 }),
    event "2026-11-20", event "2026-11-21", dues { cause = "routine" },
  } },
  { name = "what the assessor typed counts with what is entered later", steps = {
    form.person("王秀英"), event "2026-11-19",
    form.complete(form.rows[3], { risk_events = { ["跌倒"] = { "2026-11-19" } } }, { final = 1 }),
    event("2026-11-20", "straying"), dues { cause = "events" },
  } },
  { name = "where a new assessment is asked for already its reason stays", steps = {
    form.person("王秀英"), form.complete(form.rows[3]),
    { do_ = "assessment.report_change", input = { resident = 1, cause = "change",
      note = "突然不能走路" } },
    event "2026-11-20", event "2026-11-21",
    dues { cause = "change", note = "突然不能走路" }, withdraw(1), dues { cause = "change" },
  } },
  { name = "an incident that is reported late asks too, and not when it was another's",
    with = { "incidents" }, steps = {
      form.person("王秀英"), form.complete(form.rows[3]), event "2026-11-21",
      { do_ = "incidents.report", input = { kind = "choking", severity = "minor", resident = 1,
        what = "午饭呛咳" }, happened_at = "2026-11-22T12:00:00+08:00" },
      dues { cause = "events" },
      { do_ = "incidents.withdraw", input = { incident = 1, because = "报错了人" } },
      dues(routine),
    } },
}
