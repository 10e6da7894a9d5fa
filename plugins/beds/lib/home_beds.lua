-- 家庭养老床位: beds in people's own homes.
local home_beds = {}

function home_beds.close(home, row, at, note)
  home.update("home_bed", row.id, { ends = at, note = note })
  home.publish("home_bed_closed", "resident:" .. row.resident,
    { home_bed = row.id, resident = row.resident })
end

return home_beds
