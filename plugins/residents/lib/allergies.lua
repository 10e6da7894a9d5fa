-- Allergies on file.
local allergies = {}

-- Whether this substance is on file as one that still holds.
function allergies.known(home, resident, substance)
  for _, row in ipairs(home.find("allergy", { resident = resident, substance = substance })) do
    if not row.ended then return true end
  end
  return false
end

return allergies
