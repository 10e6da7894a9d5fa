-- Who may give by injection or drip: a home without a medical licence stores, reminds and
-- hands out, it does not inject (standards 7.1). The setting `injections` says how it is here.
local injecting = {}

local routes = { sc = true, im = true, id = true, iv = true, drip = true }

local function clinical(person)
  for _, role in ipairs(person.roles) do
    if role == "nurse" or role == "doctor" then return true end
  end
  return false
end

-- A dose that this home's people give; what a resident injects herself is her own.
function injecting.check(call, order, outcome)
  local who = call.settings.injections
  if outcome ~= "given" or not routes[order.route] or who == "anyone" then return end
  if who == "nobody" then
    refuse("outcome", "licence", "本院设置为不注射、不输液（没有医疗机构执业许可）。本人注射的请记“自服”；"
      .. "设置不对请找管理者。", "This home is set to give no injections (it has no medical licence). "
      .. "Record what the resident injects as self-administered; if the setting is wrong, "
      .. "ask the manager.")
  elseif not clinical(call.person) then
    refuse("outcome", "role", "注射和输液由护士或医师给，并由本人登录记录。",
      "Injections and drips are given by a nurse or doctor, who signs in to record them.")
  end
end

-- For who orders: nobody here may give it.
function injecting.warning(call, order)
  if call.settings.injections ~= "nobody" or not routes[order.route] then return nil end
  return { zh = "本院设置为不注射、不输液：这条医嘱本院的人不能给，请另行安排。",
    en = "This home is set to give no injections: arrange for somebody else to give this." }
end

return injecting
