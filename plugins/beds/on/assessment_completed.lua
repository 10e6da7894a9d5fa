-- assessment.completed: when the kind of bed no longer fits, a transfer is
-- proposed. The alarm of queries.alarms stays until it fits again.
local placing = require "lib.placing"
local unfit = require "lib.unfit"

local ability = "^GB/T 42195%-"

return function(event, home)
  local told = event.payload
  if not (told.current and told.standard:match(ability)) then return end
  local person = home.query("lived", { resident = told.resident })[1]
  if not person then return end
  -- the file may not have the new level yet: events come to each plugin apart
  person.care_level = told.level
  person.dementia = person.dementia or told.dementia
  local reasons = unfit.find(event, person)
  if not reasons then return end
  local best = unfit.best(event, person, placing.house(home))
  local beds = array {}
  for i, bed in ipairs(best) do beds[i] = { bed = bed.bed, bed_name = bed.bed_name } end
  home.publish("transfer_proposed", "resident:" .. told.resident, { resident = told.resident,
    bed = person.bed, assessment = told.assessment, level = told.level,
    standard = told.standard, edition = told.edition, reasons = array(reasons), beds = beds })
end
