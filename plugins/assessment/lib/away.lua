-- Who is away, and that nobody does their tasks meanwhile.
local away = {}

function away.of(home, resident)
  return home.find("away", { resident = resident })[1]
end

-- Hospital may follow on leave: it is the later one that holds.
function away.begin(home, resident, starts, why)
  away.finish(home, resident)
  local row = { resident = resident, starts = starts, why = why }
  home.insert("away", row)
  return row
end

function away.finish(home, resident)
  local row = away.of(home, resident)
  if row then home.delete("away", row.id) end
end

function away.hold(home, row, schedule)
  home.hold(schedule, row.starts, nil, row.why)
end

return away
