-- 服药管理协议: nothing is received or given without one that is valid.
local shelf = require "tests.lib.shelf"
local ward = require "tests.lib.ward"
local steps, act, no, tick = ward.steps, ward.act, ward.no, ward.tick

local function bare(list)
  local all = array {}
  for _, step in ipairs(ward.start) do
    if step.do_ ~= "medication.sign_consent" then all[#all + 1] = step end
  end
  return steps(all, list)
end

local function consents(rows)
  return { ask = "medication.expiring_consents", rows = #rows, gives = rows }
end

return {
  { name = "without consent nothing is taken in or given; an order says so", steps = bare(steps(
    ward.merged(shelf.receive("B1", "2027-01-31", "10"), { refused = { "resident", "consent" } }),
    ward.order({ frequency = "tid" }, { warnings = { { } } }),
    consents { { resident = 1, tone = "alarm" } },
    tick "12:00", ward.refuse(1, "12:00", "given", {}, "consent"),
    shelf.two(ward.refuse(1, "12:00", "given", { override = "家属电话同意" }, "consent")),
    ward.record(1, "12:00", "held", { reason = "没有协议" }),
    shelf.consent(), consents {},
    shelf.receive("B1", "2027-01-31", "10"),
    tick "16:00", ward.record(1, "16:00", "given"), shelf.sound)) },

  { name = "a consent ends on its day", steps = bare(steps(
    shelf.consent { ends = "2026-11-24" }, shelf.receive("B1", "2027-01-31", "10"),
    ward.order({ frequency = "tid" }),
    consents { { resident = 1, tone = "late", ends = "2026-11-24" } },
    tick "2026-11-23T16:00:00",
    { ask = "core.duties", input = { kind = "medication.renew_consent" }, rows = 1,
      gives = { { due = "2026-11-24T09:00:00+08:00" } } },
    tick "2026-11-24T00:00:00", consents { { tone = "alarm" } },
    ward.merged(shelf.receive("B2", "2027-01-31", "10"), { refused = { "consent" } }))) },

  { name = "a new one takes the reminder of the old away", steps = bare(steps(
    shelf.consent { ends = "2026-12-20" }, shelf.consent { ends = "2027-12-20" },
    tick "2026-11-25T10:00:00",
    { ask = "core.duties", input = { kind = "medication.renew_consent" }, rows = 0 })) },

  { name = "a new one takes a reminder away that asks already", steps = bare(steps(
    shelf.consent { ends = "2026-12-20" }, tick "2026-11-25T10:00:00",
    { ask = "core.duties", input = { kind = "medication.renew_consent" }, rows = 1,
      gives = { { state = "due" } } },
    shelf.consent { ends = "2027-12-20" },
    { ask = "core.duties", input = { kind = "medication.renew_consent" }, rows = 0 })) },

  { name = "withdrawn: from then on nothing is given", steps = bare(steps(
    shelf.consent(), shelf.receive("B1", "2027-01-31", "10"),
    act("end_consent", { consent = 1, reason = "家属要求" }),
    no("end_consent", { consent = 1, reason = "再次" }, "ended"),
    ward.merged(shelf.receive("B1", "2027-01-31", "1"), { refused = { "consent" } }),
    { settings = { consent_required = false } },
    shelf.receive("B1", "2027-01-31", "1", nil, { on_hand = "11" }))) },

  { name = "a dose of the time before it ended is entered and corrected", steps = bare(steps(
    shelf.consent { ends = "2026-11-24" }, ward.order({ frequency = "tid" }),
    tick "12:00", ward.record(2, "12:00", "given", {}, nil, { save = "first" }),
    tick "2026-11-24T10:00:00",
    ward.record(2, "16:00", "given", { at = "2026-11-23T16:05:00+08:00" }),
    ward.record(2, "12:00", "given", { at = "2026-11-23T11:50:00+08:00",
      supersedes = "$first.outcome", reason = "时间写错" }),
    ward.refuse(2, "2026-11-24 08:00", "given", { at = "2026-11-24T08:05:00+08:00" },
      "consent"))) },

  { name = "a dose of the day on which it was withdrawn is entered, when given before that",
    steps = bare(steps(
    shelf.consent(), ward.order({ frequency = "tid" }),
    tick "12:00", ward.record(1, "12:00", "given", {}, nil, { save = "first" }),
    tick "16:20", act("end_consent", { consent = 1, reason = "家属要求" }), tick "17:00",
    ward.refuse(1, "16:00", "given", {}, "consent"),
    ward.refuse(1, "16:00", "given", { at = "2026-11-23T16:20:00+08:00" }, "consent"),
    ward.record(1, "16:00", "given", { at = "2026-11-23T16:10:00+08:00" }),
    ward.record(1, "12:00", "given", { supersedes = "$first.outcome", reason = "补写说明",
      note = "温水送服" }),
    { ask = "medication.consents", rows = 1, gives = { { ended_on = "2026-11-23",
      ended_at = "2026-11-23T16:20:00+08:00" } } })) },

  { name = "withdrawn for a day that has passed, that day is not agreed to", steps = bare(steps(
    shelf.consent(), ward.order({ frequency = "tid" }), tick "2026-11-24T09:00:00",
    act("end_consent", { consent = 1, reason = "家属要求", on = "2026-11-23" }),
    ward.refuse(1, "12:00", "given", { at = "2026-11-23T12:05:00+08:00" }, "consent"))) },

  { name = "bad dates are refused", steps = bare(steps(
    ward.merged(shelf.consent { signed = "2026-11-30" }, { refused = { "signed", "future" } }),
    ward.merged(shelf.consent { ends = "2026-10-01" }, { refused = { "ends", "order" } }),
    ward.merged(shelf.consent { ends = "2026-11-20" }, { refused = { "ends", "past" } }),
    ward.merged(shelf.consent { relation = "neighbour" }, { refused = { "relation" } }))) },

  { name = "which one is in force", run = function(rules)
    local all = { { id = 1, state = "valid", starts = "2026-01-01", ends = "2026-06-01" },
      { id = 2, state = "ended", starts = "2026-06-01", ended_on = "2026-08-01" } }
    assert(rules.consent(all, "2026-05-31").id == 1)
    assert(rules.consent(all, "2026-06-01").id == 2)
    assert(rules.consent(all, "2026-07-31").id == 2)
    assert(rules.consent(all, "2026-08-01") == nil and rules.consent({}, "2026-01-01") == nil)
  end },
}
