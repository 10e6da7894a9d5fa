-- 家庭养老床位: beds in people's own homes. Nobody lives in the house and has
-- one at the same time, but for a respite stay.
local home_beds = {}

-- Refuses a long stay from `from` on while there is a bed at home.
function home_beds.check_stay(home, resident, from)
  for _, row in ipairs(home.find("home_bed", { resident = resident })) do
    if not row.ends then
      refuse("resident", "home_bed", "这位老人有家庭养老床位，请先结束它。短住请选“喘息”。",
        "This resident has a home bed. Close it first; for a short stay choose respite.")
    elseif row.ends > from then
      refuse("from", "home_bed", "这位老人的家庭养老床位到 " .. time.date(row.ends)
        .. " 才结束，入住不能更早。", "This resident had a home bed until " .. time.date(row.ends)
        .. ": the stay cannot begin before.")
    end
  end
end

-- Refuses a bed at home from `from` on of who lives in the house.
function home_beds.check_start(home, resident, from)
  for _, stay in ipairs(home.find("stay", { resident = resident })) do
    if stay.state == "active" then
      refuse("resident", "lives_here", "这位老人住在院内，请先办理退住。",
        "This resident lives in the house. Discharge them first.")
    elseif stay.state == "ended" and stay.purpose == "long" and stay.ends > from then
      refuse("from", "lived_here", "这位老人到 " .. time.date(stay.ends)
        .. " 还住在院内，请填写那以后的时间。", "This resident lived in the house until "
        .. time.date(stay.ends) .. ". Give a time after that.")
    end
  end
end

function home_beds.close(home, row, at, note)
  home.update("home_bed", row.id, { ends = at, note = note })
  home.publish("home_bed_closed", "resident:" .. row.resident,
    { home_bed = row.id, resident = row.resident })
end

return home_beds
