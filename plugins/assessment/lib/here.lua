-- Whether somebody lives here, or may yet: nothing is asked for who has left or died.
local here = {}

function here.of(home, resident)
  local state = home.get("residents.resident", resident).state
  return state == "living" or state == "registered"
end

-- Refuses what would ask for care or an assessment of who is gone.
function here.check(home, resident)
  if here.of(home, resident) then return end
  refuse("resident", "not_here", "这位老人已不在本院。", "This resident is no longer in this home.")
  stop()
end

return here
