-- Bed-days and occupied bed-days per day. Whoever is in a bed at midnight at
-- the end of a day used it that day, whether in it, on leave or in hospital.
--
-- beds: array of { opened, retired } (dates; opened nil: always there);
-- spans: array of { starts, ends } (dates, ends nil while it lasts). Days
-- from..to, both included. Gives an array of { date, beds, occupied }.
local function count(changes, from, to, starts, ends)
  local first = starts and starts > from and starts or from
  local after = ends or date.add(to, 1)
  if first > to or after <= first then return end
  changes[first] = (changes[first] or 0) + 1
  changes[after] = (changes[after] or 0) - 1
end

return function(beds, spans, from, to)
  local bed_changes, span_changes = {}, {}
  for _, bed in ipairs(beds) do count(bed_changes, from, to, bed.opened, bed.retired) end
  for _, span in ipairs(spans) do count(span_changes, from, to, span.starts, span.ends) end

  local days, open, occupied, day = array {}, 0, 0, from
  while day <= to do
    open = open + (bed_changes[day] or 0)
    occupied = occupied + (span_changes[day] or 0)
    days[#days + 1] = { date = day, beds = open, occupied = occupied }
    day = date.add(day, 1)
  end
  return days
end
