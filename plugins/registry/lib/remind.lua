-- Asks for a licence to be renewed, in time before it ends; never, when it has no
-- end.
return function(call, home, id, ends)
  if not ends then return nil end
  local on = date.add(ends, -call.settings.remind_days)
  if on < call.today then on = call.today end
  return home.schedule("renew_licence", { subject = "licence:" .. id, at = on .. "T09:00:00",
    windows = { missed = "P" .. math.max(1, date.diff(ends, on)) .. "D" } })
end
