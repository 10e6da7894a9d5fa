-- The legal place of applicants: gathers what the rules of grounds need.
local edition_on = require "lib.edition"

local place = {}

local function by_resident(rows)
  local lists = {}
  for _, row in ipairs(rows) do
    local list = lists[row.resident] or {}
    list[#list + 1] = row
    lists[row.resident] = list
  end
  return lists
end

-- Adds `statuses` and `disabilities` to each applicant. `resident`: of one only.
function place.gather(home, applicants, resident)
  local held = by_resident(home.query("entitlements", { resident = resident }))
  local disabilities = by_resident(home.query("residents.disabilities", { resident = resident }))
  for _, applicant in ipairs(applicants) do
    applicant.statuses = {}
    for i, row in ipairs(held[applicant.resident] or {}) do applicant.statuses[i] = row.status end
    applicant.disabilities = disabilities[applicant.resident] or {}
  end
end

-- rank, group, standard and reasons of one who was gathered.
function place.of(call, applicant)
  local edition = edition_on(call.data.priority, call.today)
  local grounds, missing = call.rules.grounds(applicant, edition, call.settings)
  return call.rules.priority(grounds, edition, missing)
end

return place
