-- The waiting list: applicants in legal order, each with rank, group and the
-- reasons of the place.
local edition_on = require "lib.edition"

local function statuses_by_resident(home)
  local held = {}
  for _, row in ipairs(home.query("entitlements", {})) do
    local list = held[row.resident] or {}
    list[#list + 1] = row.status
    held[row.resident] = list
  end
  return held
end

local function before(a, b)
  if a.rank ~= b.rank then return a.rank < b.rank end
  if a.applied ~= b.applied then return a.applied < b.applied end
  return a.application < b.application
end

-- A home that takes no public order queues by time alone.
local by_time = { code = "time", zh = "本院按申请时间排队",
  en = "This home queues by time of application" }

local function place(call, applicant, edition)
  local grounds = call.rules.grounds(applicant, edition, call.settings.nursing_home)
  local found = call.rules.priority(grounds, edition)
  if call.settings.queue == "time" then
    return { rank = 1, group = found.group, reasons = { by_time } }
  end
  return found
end

local function add_place(call, applicant, edition)
  local found = place(call, applicant, edition)
  applicant.rank, applicant.group = found.rank, found.group
  applicant.reasons = array(found.reasons)
  local day = time.date(applicant.applied)
  table.insert(applicant.reasons, { code = "applied", zh = "同一位次按申请时间：" .. day,
    en = "Within the rank by time of application: " .. day })
end

return function(call, home)
  local edition = edition_on(call.data.priority, call.today)
  local held = statuses_by_resident(home)
  local queue = home.query("applicants", {})
  for _, applicant in ipairs(queue) do
    applicant.statuses = held[applicant.resident] or {}
    add_place(call, applicant, edition)
  end
  table.sort(queue, before)
  return queue, edition
end
