-- Is it a working day? `weekday`: Monday 1; `known`: "holiday" or "workday" where
-- the State Council's notice says so, else nil.
return function(weekday, known)
  if known then return known == "workday" end
  return weekday <= 5
end
