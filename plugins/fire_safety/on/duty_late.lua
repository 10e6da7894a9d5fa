-- A step of a hazard is late: the manager is asked.
local steps = { judge_hazard = true, plan_hazard = true, fix_hazard = true, accept_hazard = true,
  close_hazard = true }

return function(event, home)
  local told = event.payload
  local kind = (told.kind or ""):match("^fire_safety%.(.+)$")
  local id = tonumber((told.subject or ""):match("^hazard:(%d+)$"))
  if not id or not steps[kind] then return end
  local hazard = home.get("hazard", id)
  home.update("hazard", id, { escalated = event.at })
  home.schedule("escalation", { subject = "hazard:" .. id, at = event.at,
    key = "escalation:" .. told.duty, data = { hazard = id, step = kind } })
  home.publish("hazard_escalated", "hazard:" .. id,
    { hazard = id, step = kind, level = hazard.level })
end
