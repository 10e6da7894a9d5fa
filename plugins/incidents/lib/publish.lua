-- Says to other plugins what is on file of an incident.
return function(home, type, row)
  home.publish(type, row.resident and "resident:" .. row.resident or "incident:" .. row.id,
    { incident = row.id, kind = row.kind, resident = row.resident, severity = row.severity,
      at = row.happened })
end
