-- The waiting list: applicants in legal order, each with rank, group and the
-- reasons of the place.
local place = require "lib.place"

local function before(a, b)
  if a.rank ~= b.rank then return a.rank < b.rank end
  if a.applied ~= b.applied then return a.applied < b.applied end
  return a.application < b.application
end

-- A home that takes no public order queues by time alone.
local by_time = { code = "time", zh = "本院按申请时间排队",
  en = "This home queues by time of application" }

local function add_place(call, applicant)
  local found = place.of(call, applicant)
  applicant.rank, applicant.group = found.rank, found.group
  applicant.standard, applicant.reasons = found.standard, array(found.reasons)
  if call.settings.queue == "time" then
    applicant.rank, applicant.reasons = 1, array { by_time }
  end
  local day = time.date(applicant.applied)
  table.insert(applicant.reasons, { code = "applied", zh = "同一位次按申请时间：" .. day,
    en = "Within the rank by time of application: " .. day })
end

return function(call, home)
  local queue = home.query("applicants", {})
  place.gather(home, queue)
  for _, applicant in ipairs(queue) do add_place(call, applicant) end
  table.sort(queue, before)
  return queue
end
