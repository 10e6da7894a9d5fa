-- Care-risk events that are entered, or withdrawn, after the assessment whose 30 days
-- they lie in: when they would have changed its level, a new one is asked for.
local counting = require "lib.counting"
local dues = require "lib.dues"
local here = require "lib.here"
local scales = require "lib.scales"

-- What the record says now beside what it said when it was assessed. Gives the counts that
-- the assessment would have now, and what is different, in words.
local function counts_now(call, home, found, changes)
  local options, now = found.options, counting.on_record(home, found, changes,
    found.options.inclusive)
  local _, counts = call.rules.events(found.form.risk_events, call.data.events,
    changes.events.days, options, {})
  local words = {}
  for _, kind in ipairs(call.data.events) do
    local was, is = found.counted[kind.value] or 0, now[kind.value] or 0
    if was ~= is then
      counts[kind.value] = math.max((counts[kind.value] or 0) + is - was, 0)
      words[#words + 1] = ("%s / %s: %d → %d"):format(kind.zh, kind.en, was, is)
    end
  end
  return counts, words
end

-- Why it is to be assessed anew, or nil.
local function reason(call, home, found, ready)
  local counts, words = counts_now(call, home, found, ready.scale.changes)
  if #words == 0 then return nil end
  local form = copy(found.form)
  form.risk_events = counts
  local verdict = call.rules.score(form, ready, call.data.events, found.options, call.rules)
  if not verdict or verdict.level == found.level then return nil end
  words[#words + 1] = ("等级 / level: %s → %s"):format(found.level or "—", verdict.level or "—")
  return table.concat(words, "；")
end

local function ask(call, home, found, why)
  local open = dues.of(home, found.resident, found.standard)
  -- asked for already, for something that is not on record here
  if open and open.due <= call.now and open.cause ~= "events" then return end
  dues.open(home, call.now, { resident = found.resident, standard = found.standard,
    cause = "events", at = call.now, since = found.base_date, note = why })
end

-- The assessment is right again: the next one is due when it was.
local function ask_no_more(call, home, found, ready)
  local open = dues.of(home, found.resident, found.standard)
  if not open or open.cause ~= "events" then return end
  dues.drop(home, call.now, open)
  dues.follow(call, home, ready.scale, found.result, found)
end

-- After a change of the events on record. `call`: of an action or an event.
return function(call, home, resident)
  if not here.of(home, resident) then return end
  for _, row in ipairs(home.query("current", { resident = resident })) do
    local found = home.get("assessment", row.id)
    local ready = scales.exactly(found.standard, found.edition)
    if ready and ready.scale.changes and found.counted then
      local why = reason(call, home, found, ready)
      if why then ask(call, home, found, why) else ask_no_more(call, home, found, ready) end
    end
  end
end
