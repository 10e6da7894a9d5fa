-- Whether somebody lives here, or may yet: nothing is asked for who has left or died.
local here = {}

local function among(rows, resident)
  for _, row in ipairs(rows) do
    if row.resident == resident then return true end
  end
  return false
end

-- In a bed of this house, or cared for at home: tasks are for them only.
function here.lives(home, resident)
  return home.query("stays_of", { resident = resident })[1].lives
    or among(home.query("beds.home_beds", {}), resident)
end

-- A bed is reserved for them, or they wait for one.
function here.comes(home, resident)
  return home.query("stays_of", { resident = resident })[1].reserved
    or #home.query("beds.applicants", { resident = resident }) > 0
end

function here.of(home, resident)
  local state = home.get("residents.resident", resident).state
  return state == "living" or state == "registered"
    or here.lives(home, resident) or state == "left" and here.comes(home, resident)
end

-- Refuses what would ask for care or an assessment of who is gone.
function here.check(home, resident)
  if here.of(home, resident) then return end
  refuse("resident", "not_here", "这位老人已不在本院。", "This resident is no longer in this home.")
  stop()
end

-- Refuses what is of a day after somebody left. What is of an earlier one may be entered
-- later: it was made in time, or pays for days that were spent here.
function here.check_day(home, resident, day, field)
  if here.of(home, resident) then return end
  local last = home.query("stays_of", { resident = resident })[1].last
  if last and day <= last then return end
  local died = home.get("residents.resident", resident).state == "deceased"
  local zh = "这位老人" .. (last and "已于 " .. last or "已") .. (died and "去世" or "退住")
  local en = "This resident " .. (died and "died" or "left") .. (last and " on " .. last or "")
  refuse(field, "after_leaving", zh .. "，只能补登那天及以前的。"
    .. (died and "" or "要再入住，请先登记入住申请。"), en
    .. ": only what is of that day or earlier can be entered."
    .. (died and "" or " To come back, let them apply for a bed first."))
end

return here
