-- The agreement that is in force on a day, or nil. It ends on the day named: that
-- day is not included. `consents`: { state, starts, ends, ended_on }.
return function(consents, day)
  for _, consent in ipairs(consents) do
    local over = (consent.ends and consent.ends <= day)
      or (consent.state == "ended" and (consent.ended_on or day) <= day)
    if consent.starts <= day and not over then return consent end
  end
end
