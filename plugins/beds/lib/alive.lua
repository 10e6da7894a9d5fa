-- Who has died gets no bed. The file says it; and, as events come to each
-- plugin apart, the stay that the death ended says it sooner.
return function(home, resident)
  local who = home.get("residents.resident", resident)
  local ended = home.find("stay", { resident = resident, ended_by = "death" })[1]
  if who.state ~= "deceased" and not ended then return end
  refuse("resident", "deceased", who.name .. "已登记去世，不能再安排床位或申请。登记错了请用“更正去世登记”。",
    who.name .. " is recorded as deceased: no bed, no application. If that is a mistake, use"
      .. " \"Correct a death\".")
  stop()
end
