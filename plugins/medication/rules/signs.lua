-- Vital signs that a dose depends on. `conditions`: { { sign, below?, above? } }:
-- hold when the sign is below or above; `values`: { { sign, value } } as measured.
-- Gives the signs that nobody measured and those that say: hold.
return function(conditions, values)
  local measured, missing, broken = {}, array {}, array {}
  for _, each in ipairs(values or {}) do measured[each.sign] = each.value end
  for _, condition in ipairs(conditions or {}) do
    local value = measured[condition.sign]
    if value == nil then
      missing[#missing + 1] = condition.sign
    elseif condition.below and decimal.cmp(value, condition.below) < 0 then
      broken[#broken + 1] = { sign = condition.sign, value = value, below = condition.below }
    elseif condition.above and decimal.cmp(value, condition.above) > 0 then
      broken[#broken + 1] = { sign = condition.sign, value = value, above = condition.above }
    end
  end
  return missing, broken
end
