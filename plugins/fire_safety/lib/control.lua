-- Who may be on duty in the control room.
local control = {}

function control.certified(home, person, day)
  local row = home.find("controller", { person = person })[1]
  return row ~= nil and (not row.valid_to or row.valid_to >= day), row
end

-- Refuses a person without a valid certificate.
function control.need(call, home, person, field)
  local valid, row = control.certified(home, person.id, call.today)
  if valid then return end
  if row then
    refuse(field, "expired", person.name .. "的消防设施操作员证书已过期（" .. row.valid_to .. "）。",
      person.name .. "'s certificate has expired (" .. row.valid_to .. ").")
  else
    refuse(field, "not_certified", person.name .. "没有登记消防设施操作员证书，不能值控制室的班。",
      person.name .. " has no certificate on file and can't be on duty in the control room.")
  end
end

-- Whether the person of the call stands in the plan of shifts for that time.
function control.on_shift(call, home)
  local row = home.find("controller", { person = call.person.id })[1]
  if not row then return false end
  local at = call.input.at or call.happened_at
  return home.query("shifts_of", { controller = row.id, at = at })[1] ~= nil
end

return control
