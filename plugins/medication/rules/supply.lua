-- How long what is on hand lasts. `plans`: { plan, quantity } of the orders of
-- one drug, the quantity of one dose in the drug's unit or nil. Gives what a day
-- takes and the whole days; nil where no order says (as needed, a free rule).
local function often(plan)
  if plan.kind == "elapsed" then return 86400000, plan.ms end
  if plan.kind ~= "clock" then return nil end
  local times = #plan.times
  if plan.weekdays then return times * #plan.weekdays, 7 end
  return times, plan.every_days or 1
end

return function(on_hand, plans)
  local daily
  for _, each in ipairs(plans) do
    local doses, days = often(each.plan)
    if doses and each.quantity then
      local part = decimal.div(decimal.mul(each.quantity, tostring(doses)), tostring(days), 6)
      daily = decimal.add(daily or "0", part)
    end
  end
  if not daily or decimal.cmp(daily, "0") <= 0 then return nil end
  local days = decimal.div(on_hand, daily, 3)
  return daily, math.tointeger(tonumber(days:match("^%d+")))
end
