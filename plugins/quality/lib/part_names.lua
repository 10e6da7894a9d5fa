-- Adds the name of the part to rows that have one.
return function(call, rows)
  local names = {}
  for _, part in ipairs(call.data.editions[1].parts) do names[part.part] = part.zh end
  for _, row in ipairs(rows) do row.part_name = names[row.part] end
  return rows
end
