-- The nights that begin on the days `first` to `last`: { day, from, to }. The
-- night ends on the next day when its end is not after its beginning.
return function(first, last, night_from, night_to)
  local nights, day = array {}, first
  while day <= last do
    local over = night_to <= night_from and date.add(day, 1) or day
    nights[#nights + 1] = { day = day, from = time.at(day, night_from),
      to = time.at(over, night_to) }
    day = date.add(day, 1)
  end
  return nights
end
