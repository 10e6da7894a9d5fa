-- Somebody recorded one of our duties. A reassessment that was put off, or
-- ticked without an assessment, is asked for again, and so is a result that nobody
-- was told of; a reviewed plan is noted.
local care = require "lib.care"
local dues = require "lib.dues"
local notices = require "lib.notices"

local day = 86400000

local function reassess(event, home, told)
  local due = home.find("due", { schedule = told.schedule, state = "open" })[1]
  if not due then return end
  home.update("due", due.id, { state = "ended" })
  local days = told.outcome == "assessed" and 1 or event.settings.again_days
  dues.open(home, event.now, { resident = due.resident, standard = due.standard, cause = "again",
    at = event.now + days * day, since = due.since, note = due.note })
end

local function told_result(event, home, told)
  local row = notices.of(home, told.schedule)
  if row and row.state == "open" then notices.again(event, home, row) end
end

local function reviewed(event, home, told)
  local plan = home.find("plan", { review = told.schedule })[1]
  if not plan then return end
  home.update("plan", plan.id, { review = null, review_due = null })
  if told.outcome == "done" then
    home.update("plan", plan.id, { reviewed = event.today })
  else
    care.ask_review(event, home, home.get("plan", plan.id), nil)
  end
end

return function(event, home)
  local told = event.payload
  if told.kind == "assessment.reassess" then
    reassess(event, home, told)
  elseif told.kind == "assessment.review_plan" then
    reviewed(event, home, told)
  elseif told.kind == "assessment.tell_result" then
    told_result(event, home, told)
  end
end
