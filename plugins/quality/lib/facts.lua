-- What the records of a period show: one row for each line of data/evidence, with
-- the page and the inputs that open the records behind it.
local figures = require "lib.figures"

-- More than a list shows at once is opened by what is short of it.
local list_max = 5000

local function counts_of(home, from, to)
  local counts = {}
  local span = { from = time.at(from, "00:00"), to = time.at(date.add(to, 1), "00:00") }
  for _, row in ipairs(home.query("core.obligation_counts", span)) do counts[row.kind] = row end
  return counts
end

local function sum(counts, kinds)
  local all = { asked = 0, done = 0, late = 0, undone = 0, missed = 0, open = 0 }
  for _, kind in ipairs(kinds) do
    for name in pairs(all) do all[name] = all[name] + (counts[kind] and counts[kind][name] or 0) end
  end
  return all
end

-- Which of the duties a person sees first: those that are missing.
local function state_of(n)
  if n.missed > 0 then return "missed" end
  if n.undone > 0 then return "undone" end
  return n.asked > list_max and "missed" or nil
end

-- The kind that is opened: the first of which something is missing.
local function kind_of(counts, kinds)
  for _, kind in ipairs(kinds) do
    if counts[kind] and counts[kind].done < counts[kind].asked then return kind end
  end
  return kinds[1]
end

local function of_duties(line, counts, period)
  local n, kind = sum(counts, line.duties), kind_of(counts, line.duties)
  return { met = line.in_time and n.done - n.late or n.done, of = n.asked,
    note = n.asked > 0 and { zh = string.format("晚做 %d，没有做 %d，错过 %d，未办 %d", n.late,
        n.undone, n.missed, n.open),
      en = string.format("%d late, %d not done, %d missed, %d open", n.late, n.undone, n.missed,
        n.open) } or nil,
    page = "core.of_period", ask = { from = period.from, to = date.add(period.to, 1),
      kind = kind, state = state_of(sum(counts, { kind })) } }
end

-- How a fact is shown; nothing asked for is no failing and no merit.
local function dress(line, row)
  row.fact, row.part, row.title = line.fact, line.part, { zh = line.zh, en = line.en }
  if row.of and row.of > 0 then
    row.share = decimal.div(tostring(math.min(row.met, row.of) * 100), tostring(row.of), 2)
    row.value, row.tone = row.met .. " / " .. row.of, row.met >= row.of and "free" or "late"
  elseif row.of then
    row.met, row.of, row.tone = nil, nil, "plain"
    row.note = { zh = "这段时间没有要做的", en = "Nothing was asked for in that time" }
  else
    row.tone = "plain"
  end
  return row
end

-- `from` and `to`: days, both counted.
return function(call, home, from, to)
  local counts, period, rows = counts_of(home, from, to), { from = from, to = to }, array {}
  for i, line in ipairs(call.data.evidence) do
    rows[i] = dress(line, line.duties and of_duties(line, counts, period)
      or figures[line.figure](call, home, period))
  end
  return rows
end
