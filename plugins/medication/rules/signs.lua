-- Vital signs that a dose depends on. `conditions`: { { sign, below?, above? } }:
-- hold when the sign is below or above (those of an effect are not looked at);
-- `values`: { { sign, value } } as measured.
-- Gives the signs that nobody measured and those that say: hold.
return function(conditions, values)
  local measured, missing, broken = {}, array {}, array {}
  for _, each in ipairs(values or {}) do measured[each.sign] = each.value end
  for _, condition in ipairs(conditions or {}) do
    local value = condition.sign and measured[condition.sign]
    if condition.sign and value == nil then
      missing[#missing + 1] = condition.sign
    elseif value and condition.below and decimal.cmp(value, condition.below) < 0 then
      broken[#broken + 1] = { sign = condition.sign, value = value, below = condition.below }
    elseif value and condition.above and decimal.cmp(value, condition.above) > 0 then
      broken[#broken + 1] = { sign = condition.sign, value = value, above = condition.above }
    end
  end
  return missing, broken
end
