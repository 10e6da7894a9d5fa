-- Telling relatives or agents what a risk assessment came to: a duty for each
-- completed one that stands, asked for at once. GB 38600-2019 gives no time for
-- it: after that of a setting it is late.
local notices = {}

local day = 86400000

-- Putting it off does not move the deadline.
local function ask(home, row, at)
  row.asked = at - at % 1000
  row.schedule = home.schedule("tell_result", { subject = "resident:" .. row.resident,
    at = row.asked, data = { assessment = row.assessment },
    windows = { late = "PT" .. math.max(row.due - row.asked, 0) // 60000 .. "M" } })
end

-- Nobody need be told any more of what is not told yet.
function notices.end_all(home, resident)
  for _, row in ipairs(home.find("notice", { resident = resident, state = "open" })) do
    home.stop(row.schedule, row.asked)
    home.update("notice", row.id, { state = "ended" })
  end
end

-- A new result is told; one that it replaces is not.
function notices.open(call, home, resident, assessment)
  notices.end_all(home, resident)
  local row = { resident = resident, assessment = assessment, state = "open",
    due = call.now + call.settings.tell_days * day }
  ask(home, row, call.now)
  home.insert("notice", row)
end

function notices.of(home, schedule)
  return home.find("notice", { schedule = schedule })[1]
end

-- It was not done: asked for once more on the next day.
function notices.again(event, home, row)
  ask(home, row, event.now + day)
  home.update("notice", row.id, { asked = row.asked, schedule = row.schedule })
end

return notices
