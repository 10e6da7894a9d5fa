-- Invariants of medication that have no file of their own, by their names.
local ward = require "tests.lib.ward"
local steps, order, tick, record, refuse = ward.steps, ward.order, ward.tick, ward.record,
  ward.refuse

local function open(count, state)
  return { ask = "core.duties", rows = count, input = { kind = "medication.dose", state = state,
    to = "2026-12-23T09:00:00+08:00", limit = 500 } }
end

local function before(day, at)
  return time.iso(time.at(day, at:sub(1, 5)) - 1000):sub(1, 19)
end

-- A second before an edge and on it. `slot`: what an interval's dose is named by, in UTC.
local function edges(name, more, due, early, late, missed, slot)
  local day = due:sub(1, 10)
  local function on(at) return tick(day .. "T" .. at) end
  local function one(state)
    return { ask = "core.duties", rows = 1, input = { kind = "medication.dose", state = state,
      from = day .. "T" .. due:sub(12) .. ":00+08:00", to = day .. "T" .. due:sub(12)
        .. ":01+08:00" } }
  end
  return { name = "M7 the edges of " .. name .. ", to the second", steps = steps(ward.start,
    order(more), tick(before(day, early)),
    refuse(1, slot or due, "given", {}, "at"),
    tick(before(day, late)), one "due", on(late), one "late",
    tick(before(day, missed)), one "late", on(missed), one "missed",
    refuse(1, slot or due, "given", { at = before(day, early) .. "+08:00" }, "at"),
    record(1, slot or due, "given", { at = day .. "T" .. early .. "+08:00" })) }
end

return {
  { name = "M1 two nurses record one dose: the second learns who was first", steps = steps(
    ward.start, order {}, tick "12:00",
    record(1, "12:00", "given", {}, nil, { as = { "nurse" } }),
    ward.merged(refuse(1, "12:00", "given"), { as = { "doctor" } }),
    { ask = "medication.dose_history", input = { dose = ward.duty(1, "12:00") }, rows = 1 }) },

  { name = "M4 M5 M6 after thirty days nobody was there nothing is lost, nothing was given",
    steps = steps(ward.start, order {}, tick "2026-12-23T09:00:00",
      open(0, "done"), open(89, "missed"), open(1, "late"),
      { ask = "medication.late", rows = 90 },
      { ask = "medication.mar", input = { resident = 1, from = "2026-11-01",
        to = "2026-12-31" }, rows = 1 }) },

  { name = "M7 the edges of the windows, to the second", steps = steps(ward.start, order {},
    tick "2026-11-23T12:59:59", open(1, "due"),
    tick "2026-11-23T13:00:00", open(0, "due"), open(1, "late"),
    tick "2026-11-23T13:59:59", open(1, "late"),
    tick "2026-11-23T14:00:00", open(0, "late"), open(1, "missed"),
    tick "2026-11-23T15:30:00",
    refuse(1, "16:00", "given", { at = "2026-11-23T14:59:59+08:00" }, "at"),
    record(1, "16:00", "given", { at = "2026-11-23T15:00:00+08:00" })) },

  -- due, and the first second of early, late and missed (standards 7.3)
  edges("a time-critical dose", { class = "critical" }, "2026-11-23 12:00",
    "11:30:00", "12:30:00", "14:00:00"),
  edges("a daily dose", { frequency = "qd" }, "2026-11-24 08:00",
    "06:00:00", "10:00:00", "20:00:00"),
  edges("a dose every two hours", { frequency = { every = "PT2H" },
    start = "2026-11-23T12:00:00+08:00" }, "2026-11-23 12:00",
    "11:30:00", "12:30:00", "13:00:00", "2026-11-23 04:00"),

  { name = "M8 what downtime left is entered from paper or as not given; one is given now",
    steps = steps(ward.start, order { frequency = "qd" }, tick "2026-12-23T08:30:00",
      refuse(1, "2026-12-22 08:00", "given"),
      record(1, "2026-12-22 08:00", "given", { at = "2026-12-22T08:05:00+08:00" },
        { late_entry = true }),
      record(1, "2026-12-21 08:00", "missed", { reason = "停电" }),
      record(1, "2026-12-23 08:00", "given", {}, { late_entry = false })) },

  { name = "M10 two times: what is claimed and what is so", steps = steps(ward.start, order {},
    tick "13:05", record(1, "12:00", "given", { at = "2026-11-23T12:01:00+08:00" },
      { late_entry = true }),
    { ask = "medication.dose_history", input = { dose = ward.duty(1, "12:00") }, gives = { {
      at = "2026-11-23T12:01:00+08:00", recorded = "2026-11-23T13:05:00+08:00" } } }) },

  { name = "M19 amounts are exact and shown without noughts behind", steps = steps(ward.start,
    order { dose = { amount = "0.50", unit = "tablet" } },
    order { drug = 2, dose = { amount = "12.500000", unit = "mg" } },
    ward.refused({ dose = { amount = ".5", unit = "tablet" } }, "dose.amount"),
    ward.refused({ dose = { amount = "1e3", unit = "tablet" } }, "dose.amount"),
    ward.refused({ dose = { amount = "-1", unit = "tablet" } }, "dose.amount"),
    { ask = "medication.orders", input = { resident = 1 }, rows = 2, gives = {
      { dose_text = "12.5 毫克", amount = "12.5" },
      { dose_text = "0.5 片（半片）", amount = "0.5" } } }) },

  { name = "M19 the limits add without rounding", run = function()
    local limits, doses = require "rules.limits", array {}
    for i = 1, 10 do doses[i] = { at = i * 60000, amount = "0.1" } end
    assert(#limits(doses, { at = 660000, amount = "0.1" }, { max_amount = "1.1" }) == 0)
    assert(#limits(doses, { at = 660000, amount = "0.100001" }, { max_amount = "1.1" }) == 1)
  end },

  { name = "M9 limits against a slow count", run = function()
    local limits, seed = require "rules.limits", 7
    local function upto(n)
      seed = (seed * 1103515245 + 12345) % 2147483648
      return (seed // 65536) % n
    end
    local hour = 3600000
    -- Is there a stretch of 24 hours with the dose in it that holds too many?
    local function too_many(doses, dose, most)
      for start = dose.at - 24 * hour + 1, dose.at, hour // 4 do
        local count = 1
        for _, each in ipairs(doses) do
          if each.at >= start and each.at < start + 24 * hour then count = count + 1 end
        end
        if count > most then return true end
      end
      return false
    end
    for _ = 1, 300 do
      local doses = array {}
      for i = 1, upto(6) do doses[i] = { at = upto(200) * hour // 4, amount = "1" } end
      local dose = { at = upto(200) * hour // 4, amount = "1" }
      local most, gap = 1 + upto(3), 1 + upto(480)
      local close = false
      for _, each in ipairs(doses) do
        close = close or math.abs(each.at - dose.at) < gap * 60000
      end
      local found = {}
      for _, fault in ipairs(limits(doses, dose, { max_doses = most, min_interval = gap })) do
        found[fault.code] = true
      end
      assert((found.interval or false) == close, "interval")
      assert((found.max_doses or false) == too_many(doses, dose, most), "max_doses")
    end
  end },

  { name = "M26 units of long or like names have sheets of their own", steps = steps(ward.start,
    ward.act("print_paper", { unit = ("东"):rep(40) },
      { files = { "mar-" .. ("东"):rep(20) .. "-5bdc00.html" } }),
    ward.act("print_paper", { unit = "a" .. ("东"):rep(30) },
      { files = { "mar-a" .. ("东"):rep(19) .. "-ae1621.html" } }),
    ward.act("print_paper", { unit = "一区/甲" }, { files = { "mar-一区-甲-5e56dd.html" } }),
    ward.act("print_paper", { unit = "一区-甲" }, { files = { "mar-一区-甲.html" } })) },

  { name = "M26 the sheet of a shift is written and says as of when", steps = steps(ward.start,
    order { instruction = "<研碎>" }, tick "11:00",
    ward.act("print_paper", { unit = "一病区" }, { files = { "mar-一病区.html" } }),
    { ask = "medication.sheet", input = { unit = "一病区", from = "2026-11-23T09:00:00+08:00",
      to = "2026-11-23T18:00:00+08:00" }, rows = 2, gives = { { drug_name = "甲药",
      dose_text = "1 片（一片）", due = "2026-11-23T12:00:00+08:00" } } }) },
}
