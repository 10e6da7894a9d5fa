-- A hazard's step was recorded as done by the host's own hand, and the hazard
-- stands where it stood: it is asked for again.
local kinds = { judge_hazard = "found", plan_hazard = "judged", fix_hazard = "planned",
  accept_hazard = "fixed", close_hazard = "accepted" }

return function(event, home)
  local told = event.payload
  local kind = (told.kind or ""):match("^fire_safety%.(.+)$")
  local id = tonumber((told.subject or ""):match("^hazard:(%d+)$"))
  if not id or not kinds[kind] then return end
  local hazard = home.get("hazard", id)
  if hazard.state ~= kinds[kind] or hazard.schedule ~= told.schedule then return end
  local again = home.schedule(kind, { subject = told.subject, at = event.at,
    data = { hazard = id }, key = "again:" .. told.duty })
  home.update("hazard", id, { schedule = again })
end
