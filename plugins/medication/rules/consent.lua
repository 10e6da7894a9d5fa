-- The agreement that is in force on a day, or nil; at an instant of it (`at`, ms) when
-- that is told. It ends on the day named: that day is not included. One that was
-- withdrawn ends at an instant. `consents`: { state, starts, ends, ended_on, ended_at }.
return function(consents, day, at)
  for _, consent in ipairs(consents) do
    local over = consent.ends and consent.ends <= day
    if consent.state == "ended" and at and consent.ended_at then
      over = over or consent.ended_at <= at
    elseif consent.state == "ended" then
      over = over or (consent.ended_on or day) <= day
    end
    if consent.starts <= day and not over then return consent end
  end
end
