-- Doses fall due, are recorded once, and become late or missed as questions.
local ward = require "tests.lib.ward"
local steps, order, tick, round = ward.steps, ward.order, ward.tick, ward.round

return {
  { name = "a dose falls due and is given once", steps = steps(ward.start,
    order({}, { order = 1 }),
    round("11:30", { { resident = 1, state = "upcoming", due = "2026-11-23T12:00:00+08:00",
      bed_name = "101-1", dose_text = "1 片（一片）" } }, 1),
    tick "12:10",
    round("12:10", { { state = "due" } }, 1),
    ward.record(1, "12:00", "given", {}, { late_entry = false }),
    round("12:10", { { state = "done", outcome = "given", tone = "free" } }, 1)) },
}
