local plan = { do_ = "chores.plan", input = { name = "wash", at = "2026-11-23T10:00:00" }, save = "plan" }
local noon = { tick = "2026-11-23T10:00:00+08:00" }
local open = { ask = "chores.open", save = "open" }

local function steps(...)
  return { plan, noon, open, ... }
end

return {
  { name = "a plugin sees its own duties and no other's", with = { "others" }, steps = {
    plan,
    { do_ = "others.plan" },
    { tick = "2026-11-23T09:30:00+08:00" },
    { ask = "chores.open", rows = 1, gives = { { kind = "chore", subject = "thing:7", data = { name = "wash" },
      state = "upcoming", due = "2026-11-23T10:00:00+08:00" } } },
    { ask = "others.open", rows = 1, gives = { { kind = "walk" } } },
    -- of the core it may count its own, and ask nothing else
    { ask = "others.counts", rows = 1, gives = { { kind = "others.walk", asked = 1 } } },
    { ask = "others.people", refused = {} },
  } },
  { name = "the handler gets the duty and adds facts", steps = steps(
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done", pulse = 72 },
      gives = { was = { kind = "chore", subject = "thing:7", state = "due", data = { name = "wash" } } } },
    { ask = "chores.open", rows = 0 },
    { ask = "chores.done", rows = 1, gives = { { outcome = "done", facts = { pulse = 72 }, newest = true } } }
  ) },
  { name = "what the handler refuses is not recorded", steps = steps(
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done", pulse = 40 }, refused = { "slow" } },
    { ask = "chores.done", rows = 0 },
    { ask = "chores.open", rows = 1 }
  ) },
  { name = "nothing is recorded past the plugin's own action", steps = steps(
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", facts = { pulse = 40 } },
      refused = { "slow" } },
    { ask = "chores.done", rows = 0 },
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", facts = { pulse = 72 } },
      gives = { was = { kind = "chore" }, outcome = 1 } },
    { ask = "chores.done", rows = 1, gives = { { outcome = "done", facts = { pulse = 72 } } } },
    { do_ = "core.record_duty", input = { duty = "99-20261123T100000", outcome = "done" }, refused = {} }
  ) },
  { name = "M22 a plugin makes no outcome, whatever it publishes or inserts", steps = steps(
    { do_ = "chores.forge", input = { how = "publish", duty = "$open.1.duty" } },
    { do_ = "chores.forge", input = { how = "outcome", duty = "$open.1.duty" }, refused = {} },
    { do_ = "chores.forge", input = { how = "core.outcome", duty = "$open.1.duty" }, refused = {} },
    { do_ = "chores.forge", input = { how = "core_outcome", duty = "$open.1.duty" }, refused = {} },
    { do_ = "chores.forge", input = { how = "own_duty_done", duty = "$open.1.duty" }, refused = {} },
    { ask = "chores.open", rows = 1, gives = { { state = "due" } } },
    { ask = "chores.done", rows = 0 },
    { ask = "core.obligation_counts", input = { from = "2026-11-23", to = "2026-11-24" }, rows = 1,
      gives = { { done = 0, open = 1 } } }
  ) },
  { name = "facts keep the bounds of the kind's fields", steps = steps(
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", facts = { pulse = 300 } },
      refused = { "pulse" } },
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", facts = { hat = 1 } },
      refused = { "hat" } },
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", facts = { pulse = 60 } } }
  ) },
  { name = "a correction shows both", steps = steps(
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done" }, save = "first" },
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "skipped", reason = "other room",
      supersedes = "$first.outcome" }, gives = { was = { state = "done" } } },
    { ask = "chores.done", rows = 2, gives = { { round = 0, newest = false }, { round = 1, newest = true } } }
  ) },
  { name = "a correction that tells no time keeps that of what it corrects", steps = steps(
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done" }, save = "first" },
    { tick = "2026-11-23T11:00:00+08:00" },
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done", pulse = 72, reason = "pulse",
      supersedes = "$first.outcome" }, gives = { at = "2026-11-23T10:00:00+08:00" }, save = "second" },
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "skipped", reason = "other room",
      supersedes = "$second.outcome" }, save = "third" },
    { ask = "chores.done", rows = 3, gives = { {}, { at = "2026-11-23T10:00:00+08:00" },
      { at = "2026-11-23T10:00:00+08:00" } } },
    -- what was not done and now is, was done now, unless somebody says when
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done", reason = "came back",
      supersedes = "$third.outcome" }, gives = { at = "2026-11-23T11:00:00+08:00" }, save = "fourth" },
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", reason = "wrong time",
      supersedes = "$fourth.outcome", at = "2026-11-23T10:30:00+08:00" }, save = "fifth" },
    { do_ = "core.record_duty", input = { duty = "$open.1.duty", outcome = "done", reason = "again",
      supersedes = "$fifth.outcome" } },
    { ask = "chores.done", rows = 6, gives = { {}, {}, {}, { at = "2026-11-23T11:00:00+08:00" },
      { at = "2026-11-23T10:30:00+08:00" }, { at = "2026-11-23T10:30:00+08:00" } } },
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done", reason = "again",
      supersedes = 99 }, refused = {} }
  ) },
  { name = "what is opened at once is recorded at once", steps = {
    { do_ = "chores.at_once", input = { outcome = "done" } },
    { ask = "chores.done", rows = 1, gives = { { outcome = "done", kind = "chore" } } },
    { ask = "chores.open", rows = 0 },
    { do_ = "chores.at_once", input = { outcome = "flown" }, refused = { "outcome" } },
    { ask = "chores.done", rows = 1 },
  } },
  { name = "windows of the schedule go before the kind's", steps = {
    { do_ = "chores.plan", input = { name = "quick", at = "2026-11-23T10:00:00", late = "PT5M" } },
    { do_ = "chores.plan", input = { name = "slow", at = "2026-11-23T10:00:01" } },
    { do_ = "chores.plan", input = { name = "wrong", at = "2026-11-23T10:00:01", late = "soon" }, refused = { "late" } },
    { tick = "2026-11-23T10:06:00+08:00" },
    { ask = "chores.open", rows = 2, gives = { { state = "late" }, { state = "due" } } },
  } },
  { name = "a schedule may ask for a second signer", steps = {
    { do_ = "chores.plan", input = { name = "two", at = "2026-11-23T09:00:00", second = true } },
    { tick = "2026-11-23T09:00:01+08:00" },
    open,
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done" }, refused = { "second" } },
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done" }, second = "self",
      refused = { "same" } },
    { do_ = "chores.record", input = { duty = "$open.1.duty", outcome = "done" }, as = { "nurse" },
      second = { "manager" } },
    { ask = "chores.done", rows = 1, gives = { { outcome = "done" } } },
  } },
  { name = "what is released is asked for again", steps = {
    plan,
    { do_ = "chores.hold", input = { schedule = "$plan.schedule" } },
    { tick = "2026-11-23T09:20:00+08:00" },
    { ask = "chores.open", rows = 1, gives = { { state = "held", held_because = "away" } } },
    { do_ = "chores.release", input = { schedule = "$plan.schedule" } },
    { ask = "chores.open", rows = 1, gives = { { state = "upcoming" } } },
    noon,
    { ask = "chores.open", rows = 1, gives = { { state = "due" } } },
  } },
  { name = "another kind's duty is not recorded here", with = { "others" }, steps = {
    { do_ = "others.plan" },
    { tick = "2026-11-23T09:30:00+08:00" },
    { ask = "core.duties", save = "all" },
    { do_ = "chores.record", input = { duty = "$all.1.duty", outcome = "done" }, refused = { "duty" } },
  } },
  { name = "what several share is listed by name", run = function()
    local of = choose { at = { name = "at" }, note = { name = "note" } }
    local own = { name = "own" }
    local list = of("note", own, "at")
    assert(#list == 3 and list[1].name == "note" and list[2] == own and list[3].name == "at")
    assert(#of() == 0)
    local fine, why = pcall(of, "nothing")
    assert(not fine and tostring(why):find("nothing", 1, true), why)
    assert(not pcall(of, 7) and not pcall(choose, "text"))
  end },
}
