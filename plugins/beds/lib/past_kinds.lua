-- Kind and class of a bed as they were: rows that each hold up to a day.
local past_kinds = {}

-- From the day `from` on the bed is of another kind, of another class or both
-- (nil: as it was). What is known of days between then and now follows.
function past_kinds.change(home, bed, from, kind, class)
  if not (kind or class) then return end
  local was, first, told = home.get("bed", bed), nil, false
  for _, row in ipairs(home.find("past_kind", { bed = bed })) do
    if row.until_day >= from and (not first or row.until_day < first) then
      was, first = row, row.until_day
    end
    told = told or row.until_day == from
    if row.until_day > from then
      home.update("past_kind", row.id, { kind = kind, class = class })
    end
  end
  local same = (kind or was.kind) == was.kind and (class or was.class) == was.class
  if not (told or same) then
    home.insert("past_kind", { bed = bed, until_day = from, kind = was.kind, class = was.class })
  end
end

local function earlier(a, b)
  if not (a and b) then return a or b end
  return a < b and a or b
end

local function later(a, b)
  if not (a and b) then return a or b end
  return a > b and a or b
end

-- The part of an interval of days (`starts` or `ends` nil: open) within another.
function past_kinds.within(one, other)
  return { starts = later(one.starts, other.starts), ends = earlier(one.ends, other.ends) }
end

-- The times of a bed (opened, retired, kind, class) as one kind and class each;
-- `former`: its rows in order.
function past_kinds.times(bed, former)
  local life, times, starts = { starts = bed.opened, ends = bed.retired }, {}, nil
  local rows = copy(former or {})
  rows[#rows + 1] = { kind = bed.kind, class = bed.class }
  for i, row in ipairs(rows) do
    times[i] = past_kinds.within(life, { starts = starts, ends = row.until_day })
    times[i].kind, times[i].class = row.kind, row.class
    starts = row.until_day
  end
  return times
end

return past_kinds
