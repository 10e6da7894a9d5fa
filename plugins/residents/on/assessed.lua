-- assessment.completed: the file takes the level with its scale and edition,
-- dementia, and the risk of falling. Other scales have other levels.
local ability = "^GB/T 42195%-"

local function changes_of(told)
  local changes = {}
  if told.standard:match(ability) then
    changes.care_level, changes.care_standard = told.level, told.standard
    changes.care_edition, changes.care_assessed = told.edition, told.base_date
    if told.dementia then changes.dementia = true end
  end
  for _, risk in ipairs(told.risks or {}) do
    if risk.risk == "fall" then changes.fall_risk = risk.level > 0 end
  end
  return changes
end

return function(event, home)
  local told = event.payload
  local changes = told.current and changes_of(told) or {}
  if not next(changes) then return end
  home.update("resident", told.resident, changes)
  home.publish("updated", "resident:" .. told.resident, { resident = told.resident })
end
