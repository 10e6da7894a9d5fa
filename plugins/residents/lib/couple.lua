-- Marriage is told once and holds for both files.
local couple = {}

function couple.check(home, spouse, own)
  if not spouse then return end
  local other = home.get("resident", spouse)
  if spouse == own then
    refuse("spouse", "self", "配偶不能是本人。", "A person cannot be their own spouse.")
  elseif other and other.spouse and other.spouse ~= own then
    refuse("spouse", "taken", other.name .. "的档案里已经有另一位配偶。请先更正那份档案。",
      "The file of " .. other.name .. " names another spouse. Correct that file first.")
  end
end

-- `spouse`: null when they are no couple any more.
function couple.join(home, own, spouse)
  local before = home.get("resident", own).spouse
  if before and before ~= spouse then home.update("resident", before, { spouse = null }) end
  if spouse ~= null then home.update("resident", spouse, { spouse = own }) end
  home.update("resident", own, { spouse = spouse })
end

return couple
