-- Asks for a certificate to be renewed, in time before it ends.
return function(call, home, id, ends)
  if not ends then return end
  local on = date.add(ends, -call.settings.remind_days)
  if on < call.today then on = call.today end
  home.schedule("renew_certificate", { subject = "certificate:" .. id, at = on .. "T09:00:00",
    windows = { missed = "P" .. math.max(1, date.diff(ends, on)) .. "D" } })
end
