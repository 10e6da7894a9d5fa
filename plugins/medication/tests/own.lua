-- Self-administered: of what the home keeps it is a dose like any other; of what residents
-- keep themselves it is told, with what speaks against it.
local shelf = require "tests.lib.shelf"
local ward = require "tests.lib.ward"
local steps, act, tick, record, refuse = ward.steps, ward.act, ward.tick, ward.record,
  ward.refuse
local receive, stock, two = shelf.receive, shelf.stock, shelf.two

local self = "self_administered"
local allergy = { do_ = "residents.add_allergy", input = { resident = 1, substance = "丙药" } }
local reason = "医生电话确认仍需使用"

-- 丙药, three times a day, of which the home keeps ten; schedules of its counts come first.
local function kept(more, given)
  return steps(ward.start, ward.drug("丙药", more), two(receive("A1", "2028-12-31", "10",
    { drug = 3 })), ward.order(ward.merged({ drug = 3 }, given)))
end

local function own(more, given)
  return steps(ward.start, ward.drug("丙药", more), ward.order(ward.merged({ drug = 3 }, given)))
end

local ended = act("end_consent", { consent = 1, reason = "家属收回" })

return {
  { name = "what the home keeps of a controlled drug takes two, and its register (M18)",
    steps = steps(kept { controlled = "narcotic" }, tick "12:00",
      refuse(3, "12:00", self, {}, "second", "required"), two(record(3, "12:00", self)),
      stock { { on_hand = "9" } },
      { ask = "medication.register", rows = 2, gives = { {}, { quantity = "-1", running = "9" } } },
      shelf.sound) },

  { name = "two take back what two gave of a controlled drug (M18)", steps = steps(
    kept { controlled = "narcotic" }, tick "12:00",
    two(ward.merged(record(3, "12:00", "given"), { save = "dose" })),
    refuse(3, "12:00", "refused", { reason = "记错了", supersedes = "$dose.outcome" }, "second",
      "required"), stock { { on_hand = "9" } },
    two(record(3, "12:00", "refused", { reason = "记错了", supersedes = "$dose.outcome" })),
    stock { { on_hand = "10" } },
    { ask = "medication.register", rows = 3, gives = { {}, {}, { quantity = "1",
      second = "second+nurse" } } }, shelf.sound) },

  { name = "high-alert of the home's takes two", steps = steps(kept { high_alert = true },
    tick "12:00", refuse(3, "12:00", self, {}, "second"), two(record(3, "12:00", self))) },

  { name = "an allergy and an agreement that ended stop it as if it were given", steps = steps(
    kept(), tick "12:00", allergy, refuse(3, "12:00", self, {}, "drug", "allergy"),
    ward.merged(record(3, "12:00", self, { override = reason }), { second = { "doctor" } }),
    tick "15:30", ended, tick "16:00", refuse(3, "16:00", self, {}, "resident", "consent")) },

  { name = "what was used up is still the home's to get", steps = steps(kept(), tick "12:00",
    two(act("destroy", { batch = 1, quantity = "10", reason = "受潮" })),
    refuse(3, "12:00", self, {}, "stock_note", "stock")) },

  { name = "what residents keep themselves is told with what speaks against it", steps = steps(
    own({ high_alert = true }, { min_interval = 180, max_doses = 3 }), tick "12:00", allergy,
    ended, record(1, "12:00", self, {}, { warnings = { { zh = "对“丙药”过敏，丙药含有它。" },
      { code = nil } } }),
    tick "16:00", record(1, "16:00", self, { at = "2026-11-23T15:00:00+08:00" }),
    refuse(1, "2026-11-24 08:00", self, {}, "at", "early"), stock {},
    tick "2026-11-24T08:00:00", record(1, "2026-11-24 08:00", self, {}),
    tick "2026-11-24T11:40:00", record(1, "2026-11-24 12:00", self, {
      at = "2026-11-24T11:30:00+08:00" }, { warnings = {
      { zh = "24 小时内会有 4 次，最多 3 次。" } } }),
    { ask = "medication.overrides", rows = 0 }) },

  { name = "what was handed back is the resident's own", steps = steps(kept(), tick "12:00",
    act("return_stock", { batch = 1, quantity = "10", to = "本人", reason = "自己保管" }),
    record(3, "12:00", self), stock {}, shelf.sound) },

  { name = "as needed it is the same", steps = steps(
    kept({ controlled = "narcotic" }, { frequency = "prn", prn = { reason = "疼痛",
      min_interval = 240, max_doses = 3 } }), tick "12:00",
    ward.no("give_prn", { order = 1, reason = "腿痛", outcome = self }, "second"),
    two(act("give_prn", { order = 1, reason = "腿痛", outcome = self })),
    stock { { on_hand = "9" } },
    ward.no("give_prn", { order = 1, reason = "腿痛", outcome = self }, "at", "interval")) },

  { name = "as needed of their own it is told", steps = steps(
    own({}, { frequency = "prn", prn = { reason = "疼痛", min_interval = 240, max_doses = 3 } }),
    tick "12:00", act("give_prn", { order = 1, reason = "腿痛", outcome = self },
      { warnings = {} }),
    tick "13:00", act("give_prn", { order = 1, reason = "腿痛", outcome = self }, { warnings = {
      { zh = "离 11-23 12:00 那一次不到 240 分钟（最短间隔）。" } } })) },

  { name = "signs are asked for what the home keeps, and told of one's own", steps = steps(
    own({}, { conditions = { { sign = "pulse", below = "60" } } }), tick "12:00",
    record(1, "12:00", self, { pulse = "50" }, { warnings = { {} } }),
    two(receive("A1", "2028-12-31", "10", { drug = 3 })), tick "16:00",
    refuse(1, "16:00", self, {}, "pulse", "required")) },
}
