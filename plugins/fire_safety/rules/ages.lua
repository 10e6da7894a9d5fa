-- When an extinguisher is to be serviced and scrapped. Pure: `kinds` from
-- data/equipment; nil for what has no such ages.
local dates = require "lib.dates"

return function(kinds, kind, made, serviced)
  local ages = kinds[kind]
  if not ages then return {} end
  local scrap = dates.add_years(made, ages.scrap)
  local service = serviced and dates.add_years(serviced, ages.every)
    or dates.add_years(made, ages.first)
  -- what is scrapped before its next service is not serviced any more
  if service >= scrap then service = nil end
  return { service = service, scrap = scrap }
end
