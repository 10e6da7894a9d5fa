-- Reassessments that are wanted, each a duty. One is open for a resident and
-- a scale: the earlier one counts.
local tell = require "lib.tell"

local dues = {}

local clock = "09:00"

function dues.of(home, resident, standard)
  return home.find("due", { resident = resident, standard = standard, state = "open" })[1]
end

local function close(home, due, at, changes)
  if due.schedule then home.stop(due.schedule, math.min(due.due, at)) end
  home.update("due", due.id, changes)
end

-- What has happened since is told with the one that is open already.
local function told_more(home, before, wish)
  if not wish.since or (before.since and before.since > wish.since) then return end
  home.update("due", before.id, { since = wish.since, cause = wish.cause,
    note = wish.note or before.note })
  tell(home, wish.resident, "due")
end

-- Asks for an assessment at `at` (ms); one that is open and earlier stays. `since`:
-- a date, assessments of which day and later settle it.
function dues.open(home, now, wish)
  local before = dues.of(home, wish.resident, wish.standard)
  if before and before.due <= wish.at then
    told_more(home, before, wish)
    return before.id
  end
  if before then close(home, before, now, { state = "ended" }) end
  local id = home.insert("due", { resident = wish.resident, standard = wish.standard,
    cause = wish.cause, due = wish.at, note = wish.note, since = wish.since,
    state = "open" })
  local schedule = home.schedule("reassess", {
    subject = "resident:" .. wish.resident, at = wish.at,
    data = { due = id, standard = wish.standard, cause = wish.cause },
  })
  home.update("due", id, { schedule = schedule })
  tell(home, wish.resident, "due")
  return id
end

-- Gives the one that stays open, as the assessment is of a day before it.
function dues.settle(home, now, assessment)
  local due = dues.of(home, assessment.resident, assessment.standard)
  if not due then return nil end
  if due.since and assessment.base_date < due.since then return due end
  close(home, due, now, { state = "settled", settled_by = assessment.id })
end

-- It is not wanted any more.
function dues.drop(home, now, due)
  close(home, due, now, { state = "ended" })
end

function dues.end_all(home, now, resident)
  for _, due in ipairs(home.find("due", { resident = resident, state = "open" })) do
    dues.drop(home, now, due)
  end
end

local function in_coma(verdict)
  for _, reason in ipairs(verdict.reasons) do
    if reason.code == "coma" then return true end
  end
  return false
end

-- When the next one is due after an assessment of a base date; nil: never.
local function next_of(call, scale, verdict, base_date)
  if not scale.every then return nil end
  local days, cause = call.settings[scale.every], "routine"
  if in_coma(verdict) then days, cause = math.min(days, call.settings.coma_days), "coma" end
  return time.at(date.add(base_date, days), clock), cause
end

-- Opens the one that follows an assessment: `row` has resident, standard and base_date.
function dues.follow(call, home, scale, verdict, row)
  local at, cause = next_of(call, scale, verdict, row.base_date)
  if not at then return end
  dues.open(home, call.now, { resident = row.resident, standard = row.standard, at = at,
    cause = cause })
end

return dues
