-- beds.discharged: the resident has left the home, or has died.
return function(event, home)
  local told = event.payload
  for _, place in ipairs(home.find("place", { resident = told.resident })) do
    home.delete("place", place.id)
  end
  local resident = home.get("resident", told.resident)
  local state = told.reason == "death" and "deceased" or "left"
  if resident.state ~= state then
    home.update("resident", resident.id, { state = state })
  end
end
