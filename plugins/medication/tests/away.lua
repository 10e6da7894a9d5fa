-- Leave and hospital hold doses with the reason; return releases them;
-- discharge and death end orders; a transfer keeps them (M17).
local shelf = require "tests.lib.shelf"
local ward = require "tests.lib.ward"
local steps, order, tick = ward.steps, ward.order, ward.tick

local function beds(action, from, more)
  return { do_ = "beds." .. action, input = ward.merged({ resident = 1,
    from = from and "2026-11-23T" .. from .. ":00+08:00" }, more) }
end

local function states(...)
  local rows = array {}
  for i, state in ipairs { ... } do rows[i] = { state = state } end
  return { ask = "core.duties", input = { kind = "medication.dose",
    from = "2026-11-23T00:00:00+08:00", to = "2026-11-24T09:00:00+08:00" }, rows = #rows,
    gives = rows }
end

local function open(kind, rows)
  return { ask = "core.duties", input = { kind = "medication." .. kind, state = "open",
    to = "2026-12-30T00:00:00+08:00" }, rows = #rows, gives = rows }
end

return {
  { name = "leave holds, return releases", steps = steps(ward.start, order {}, tick "11:00",
    beds("leave", "11:00"),
    states("held", "held", "held"),
    tick "15:00",
    ward.round("15:00", { { state = "held", reasons = { { zh = "暂停：请假外出",
      en = "Held: On leave" } } },
      { state = "held" } }, 2),
    beds("return", "15:00"),
    states("held", "upcoming", "upcoming"),
    ward.refuse(1, "12:00", "given", {}, "reason"),
    ward.record(1, "12:00", "self_administered", { at = "2026-11-23T12:10:00+08:00" })) },

  { name = "hospital after leave is one absence after the other", steps = steps(ward.start,
    order {}, tick "11:00", beds("leave", "11:00"), tick "13:00", beds("hospital", "13:00"),
    ward.round("15:30", { { reasons = { { zh = "暂停：请假外出" } } },
      { reasons = { { zh = "暂停：住院" } } } }, 2),
    tick "2026-11-23T15:40:00", beds("return", "15:40"),
    states("held", "upcoming", "upcoming")) },

  { name = "what the doctor held stays held after a return", steps = steps(ward.start, order {},
    ward.act("hold", { order = 1, reason = "等化验" }),
    beds("leave", "09:00"), tick "10:00", beds("return", "10:00"),
    states("held", "held", "held"),
    ward.act("resume", { order = 1 }), states("upcoming", "upcoming", "upcoming")) },

  { name = "what the doctor held for longer stays held after a return", steps = steps(ward.start,
    order {}, ward.act("hold", { order = 1, reason = "等化验" }),
    beds("leave", "09:00"), tick "10:00",
    ward.act("resume", { order = 1, from = "2026-11-24T06:00:00+08:00" }),
    beds("return", "10:00"), states("held", "held", "upcoming")) },

  { name = "an order made while somebody is away is held", steps = steps(ward.start,
    beds("hospital", "08:30"), order {}, states("held", "held", "held"),
    tick "10:00", beds("return", "10:00"), states("upcoming", "upcoming", "upcoming")) },

  { name = "a change while away stays held", steps = steps(ward.start, order {},
    beds("leave", "09:00"), tick "10:00",
    ward.act("change", { order = 1, reason = "减量",
      dose = { amount = "0.5", unit = "tablet" } }),
    states("held", "held", "held"),
    beds("return", "10:00"), states("upcoming", "upcoming", "upcoming")) },

  { name = "leave entered late holds what was asked for already", steps = steps(ward.start,
    order {}, tick "13:30", states("late", "upcoming", "upcoming"), beds("leave", "11:00"),
    states("held", "held", "held")) },

  { name = "who was back before a dose is asked for it, also when both are entered late",
    steps = steps(ward.start, order {}, tick "13:30", beds("leave", "10:00"),
    beds("return", "11:30"), states("late", "upcoming", "upcoming"),
    tick "14:05", states("missed", "upcoming", "upcoming")) },

  { name = "discharge ends orders", steps = steps(ward.start, order {}, order { drug = 2,
    frequency = "prn", prn = { reason = "疼痛", min_interval = 60, max_doses = 2 } },
    tick "12:10", ward.record(1, "12:00", "given"), beds("discharge", "12:10"),
    states "done",
    { ask = "medication.orders", input = { resident = 1 }, rows = 0 },
    { ask = "medication.orders", input = { resident = 1, all = true }, rows = 2,
      gives = { { ended_by = "discharged" }, { ended_by = "discharged" } } }) },

  { name = "an open dose of who has left stays in the round until it is recorded", steps = steps(
    ward.start, order {}, tick "12:10", beds("discharge", "12:10"), tick "13:30",
    { ask = "medication.round", input = { at = "2026-11-23T13:30:00+08:00", unit = "一病区" },
      rows = 1, gives = { { state = "late", bed_name = "101-1" } } },
    ward.record(1, "12:00", "given", { at = "2026-11-23T12:05:00+08:00" }),
    ward.round("13:30", {}, 0)) },

  { name = "who has left is asked for no effect and no new agreement", steps = steps(ward.start,
    ward.act("end_consent", { consent = 1, reason = "改签有期限的" }),
    shelf.consent { ends = "2026-11-24" }, order { frequency = "prn", prn = { reason = "疼痛",
      min_interval = 60, max_doses = 4 } },
    tick "09:10", ward.act("give_prn", { order = 1, reason = "腿痛" }),
    tick "10:20", ward.act("give_prn", { order = 1, reason = "腿痛" }),
    tick "10:30", beds("discharge", "10:30"),
    -- the effect that was to be seen before that is still asked for
    tick "11:30", open("effect_check", { { due = "2026-11-23T09:55:00+08:00" } }),
    tick "2026-11-24T10:00:00", open("renew_consent", {}),
    { do_ = "beds.import_bed", input = { floor = "1楼", room = "109", bed = "109-1",
      kind = "nursing", unit = "一病区" } },
    { do_ = "beds.assign", input = { resident = 1, bed = 2 } },
    tick "2026-11-25T10:00:00", open("renew_consent", {}),
    shelf.consent { ends = "2026-12-26" }, beds("discharge"),
    { do_ = "beds.import_bed", input = { floor = "1楼", room = "110", bed = "110-1",
      kind = "nursing", unit = "一病区" } },
    { do_ = "beds.assign", input = { resident = 1, bed = 3 } },
    tick "2026-11-26T10:00:00", open("renew_consent", { { state = "due" } })) },

  { name = "death ends orders at its time", steps = steps(ward.start, order {}, tick "12:30",
    beds("death", "11:00"), states(),
    { ask = "medication.order_history", input = { order = 1 }, gives = { {
      ended_by = "died", ended_because = "去世" } } }) },

  { name = "a transfer keeps orders", steps = steps(ward.start,
    { do_ = "beds.import_bed", input = { floor = "2楼", room = "201", bed = "201-1",
      kind = "nursing", unit = "二病区" } }, order {},
    { do_ = "beds.transfer", input = { resident = 1, bed = 2 } },
    states("upcoming", "upcoming", "upcoming"),
    { ask = "medication.round", input = { at = "2026-11-23T11:30:00+08:00", unit = "二病区" },
      rows = 1, gives = { { bed_name = "201-1" } } },
    { ask = "medication.round", input = { at = "2026-11-23T11:30:00+08:00", unit = "一病区" },
      rows = 0 }) },
}
