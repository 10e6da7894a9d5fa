-- Label codes: HOME-E00012-7. The home's own prefix, E for equipment or P for
-- a patrol point, the number, and a check character (ISO 7064 MOD 37,36)
-- over all of it, so that a mistyped code is never another item's.
local labels = {}

local alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

local function sum(text)
  local product = 36
  for each in text:gmatch("%w") do
    local rest = (product + alphabet:find(each, 1, true) - 1) % 36
    product = (rest == 0 and 36 or rest) * 2 % 37
  end
  return product
end

function labels.check(text)
  local at = (37 - sum(text)) % 36 + 1
  return alphabet:sub(at, at)
end

function labels.make(home_code, letter, number)
  local body = ("%s-%s%05d"):format(home_code, letter, number)
  return body .. "-" .. labels.check(body)
end

function labels.tidy(text)
  return (text:upper():gsub("%s+", ""))
end

-- { home, letter, number } of a well-made code, or nil.
function labels.read(text)
  local body, check = text:match("^(%w+%-[EP]%d+)%-(%w)$")
  if not body or text:find("[^%w%-]") or labels.check(body) ~= check then return nil end
  local home, letter, number = body:match("^(%w+)%-([EP])(%d+)$")
  return { home = home, letter = letter, number = tonumber(number) }
end

function labels.valid_home(code)
  return code ~= nil and code:match("^[A-Z0-9]+$") ~= nil and #code >= 2 and #code <= 8
end

return labels
