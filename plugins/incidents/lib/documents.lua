-- Keeps pictures and documents with an incident.
return function(call, home, incident, list)
  for _, one in ipairs(list or {}) do
    home.insert("incident_document", { incident = incident.id, resident = incident.resident,
      title = one.title, file = one.file, added = call.now, by = call.person.name })
  end
end
