-- Checks of orders that a result of an assessment asks for: one duty of a kind for a
-- resident, until somebody answers it or nothing asks for it any more.
local assessed = {}

local function open(home, resident, kind)
  for _, row in ipairs(home.query("assessed_open", { resident = resident })) do
    if row.kind == kind then return row end
  end
end

-- `mark`: the column that says which orders are meant; false: none.
function assessed.ask(event, home, kind, mark)
  local resident, ids, names = event.payload.resident, array {}, {}
  for _, row in ipairs(mark and home.query("assessed_orders", { resident = resident }) or {}) do
    if row[mark] then ids[#ids + 1], names[#names + 1] = row.order, row.name end
  end
  local before = open(home, resident, kind)
  if #ids > 0 and not before then
    home.schedule(kind, { subject = "resident:" .. resident, at = event.now - event.now % 1000,
      data = { assessment = event.payload.assessment, orders = ids,
        text = table.concat(names, "、") } })
  elseif #ids == 0 and before then
    home.stop(before.schedule, before.due)
  end
end

-- Who has left is asked about no more.
function assessed.forget(home, resident)
  for _, row in ipairs(home.query("assessed_open", { resident = resident })) do
    home.stop(row.schedule, row.due)
  end
end

return assessed
