-- beds.assigned, beds.transferred, beds.swapped: keeps the copy of where the
-- resident lives.
return function(event, home)
  local told = event.payload
  local row = { resident = told.resident, bed = told.label, since = told.from }
  local known = home.find("place", { resident = told.resident })[1]
  if known then
    home.update("place", known.id, { bed = row.bed, since = row.since })
  else
    home.insert("place", row)
  end
  local resident = home.get("resident", told.resident)
  if resident.state ~= "living" and resident.state ~= "deceased" then
    home.update("resident", resident.id, { state = "living" })
  end
end
