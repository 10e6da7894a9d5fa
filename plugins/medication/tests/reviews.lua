-- The day of review of an order: somebody is asked, until it is answered.
local ward = require "tests.lib.ward"

local steps, act, no = ward.steps, ward.act, ward.no

local function tick(text) return { tick = text .. "+08:00" } end

local function asked(rows)
  return { ask = "core.duties", input = { kind = "medication.review_order", state = "open" },
    rows = #rows, gives = rows }
end

local function review(version, day, outcome, more, gives)
  return act("review_order", ward.merged({ duty = ward.duty(version, day .. " 09:00"),
    outcome = outcome }, more), gives)
end

local function refused(version, day, outcome, more, ...)
  local step = review(version, day, outcome, more)
  step.refused = { ... }
  return step
end

local function listed(gives)
  return { ask = "medication.orders", input = { resident = 1 }, gives = { gives } }
end

return {
  { name = "the day of review asks somebody, and is answered with the next",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-11-30" },
      tick "2026-11-30T08:30:00",
      asked { { due = "2026-11-30T09:00:00+08:00", state = "upcoming", subject = "resident:1" } },
      listed { tone = "late", review = "2026-11-30" },
      tick "2026-11-30T09:05:00", asked { { state = "due" } },
      listed { tone = "late", duty = ward.duty(2, "2026-11-30 09:00") },
      refused(2, "2026-11-30", "later", {}, "reason"),
      refused(2, "2026-11-30", "done", { next = "2026-11-30" }, "next", "past"),
      review(2, "2026-11-30", "done", { next = "2026-12-14" }, { next = "2026-12-14" }),
      listed { tone = "reserved", review = "2026-12-14" },
      -- changed since, it is asked for all the same, and once
      act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
      tick "2026-12-14T09:05:00", asked { { state = "due" } },
      review(3, "2026-12-14", "later", { reason = "医师明天来" }, { next = "2026-12-15" }),
      asked { { due = "2026-12-15T09:00:00+08:00" } },
      tick "2026-12-15T09:05:00", review(5, "2026-12-15", "done"), asked {},
      -- what was answered is not asked for again by a change
      act("change", { order = 2, reason = "加量", dose = { amount = "1", unit = "tablet" } }),
      asked {}) },

  { name = "unanswered it grows louder, and no change is refused for it",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-11-30" },
      tick "2026-12-01T09:05:00", asked { { state = "late" } },
      act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
      no("change", { order = 2, reason = "减量", review = "2026-11-30" }, "review", "past"),
      asked { { state = "late" } },
      act("change", { order = 2, reason = "改复核", review = "2026-12-20" }),
      asked {}, listed { review = "2026-12-20" }, tick "2026-12-20T09:05:00",
      asked { { state = "due" } },
      act("stop", { order = 3, reason = "停药" }), asked {}) },

  { name = "lengthened past its day of review an order asks",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-12-10", ["end"] = "2026-12-01" },
      act("change", { order = 1, reason = "延长", endless = true }),
      tick "2026-11-30T10:00:00",
      act("change", { order = 2, reason = "缩短", ["end"] = "2026-12-05" }),
      act("change", { order = 3, reason = "再延长", ["end"] = "2026-12-12" }),
      tick "2026-12-10T09:05:00", asked { { state = "due" } },
      act("change", { order = 4, reason = "停药", ["end"] = "2026-12-11" }), asked { {} },
      act("stop", { order = 5, reason = "停药" }), asked {}) },

  { name = "an order that ends before its review asks nobody", at = "2026-11-23T09:00:00+08:00",
    steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-12-10", ["end"] = "2026-12-09" },
      tick "2026-12-10T09:05:00", asked {}) },

  { name = "what is planned and taken back leaves the review as it was",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-11-30" },
      tick "2026-11-30T09:05:00",
      review(2, "2026-11-30", "done", { next = "2026-12-04" }),
      act("stop", { order = 1, reason = "停药", from = "2026-12-20T08:00:00+08:00" }),
      act("resume", { order = 1 }),
      tick "2026-12-04T09:05:00", asked { { due = "2026-12-04T09:00:00+08:00" } },
      act("stop", { order = 1, reason = "停药", from = "2026-12-20T08:00:00+08:00" }), asked {},
      act("change", { order = 1, reason = "改复核", review = "2026-12-06" }),
      tick "2026-12-06T09:05:00", asked {},
      act("resume", { order = 2 }), asked { { due = "2026-12-06T09:05:00+08:00" } }) },

  { name = "a planned change that is taken back takes its day of review along",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-11-25" },
      act("change", { order = 1, reason = "减量", from = "2026-12-01T08:00:00+08:00",
        review = "2026-11-26" }),
      act("resume", { order = 1 }),
      act("change", { order = 1, reason = "减量", from = "2026-12-01T08:00:00+08:00",
        review = "2026-11-26" }),
      act("change", { order = 1, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
      tick "2026-11-25T09:05:00", asked { { due = "2026-11-25T09:00:00+08:00" } },
      tick "2026-11-26T09:05:00", asked { { due = "2026-11-25T09:00:00+08:00" } }) },

  { name = "resumed before a planned change it is reviewed as before",
    at = "2026-11-23T09:00:00+08:00", steps = steps(ward.start,
      ward.order { frequency = "qd", review = "2026-11-25" },
      act("change", { order = 1, reason = "减量", from = "2026-12-01T08:00:00+08:00",
        review = "2026-11-26" }),
      act("resume", { order = 1 }),
      tick "2026-11-26T09:05:00", asked { { due = "2026-11-25T09:00:00+08:00" } }) },
}
