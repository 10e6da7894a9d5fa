-- The supervisor looks through the last day's rounds and signs for them:
-- never one's own.
local dates = require "lib.dates"
local fields = require "lib.fields"
local when = require "lib.when"

local function facts_of(call, home, from, to)
  local rounds = home.query("rounds_between", { from = from, to = to })
  local facts = { from = from, to = to, rounds = #rounds, late_entries = 0, own = 0 }
  for _, round in ipairs(rounds) do
    if round.recorded - round.started > call.settings.late_minutes * 60000 then
      facts.late_entries = facts.late_entries + 1
    end
    if round.person == call.person.id then facts.own = facts.own + 1 end
  end
  return facts
end

return {
  zh = "审核巡查记录", en = "Review the patrols", permission = "fire_safety.manage",
  records = "patrol_review",
  input = fields.duty_of(),
  output = fields.of(),
  run = function(call, home)
    when.claimed(call)
    if call.input.outcome == "not_done" then return { facts = {} } end
    local to = call.duty.due
    local facts = facts_of(call, home, to - dates.day_ms, to)
    if facts.own > 0 then
      refuse("duty", "own", "其中有您自己的巡查，请由另一位主管审核。",
        "Rounds of your own are among them. Another supervisor must review them.")
      stop()
    end
    facts.own = nil
    return { facts = facts }
  end,
}
