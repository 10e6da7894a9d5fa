-- Floors as people write them: "3", "３楼", "第三层", "二十一楼", "3F", "B1", "负一层",
-- "地下一层".
local digits = require "data.digits"

local floor = { least = -5, most = 60 }

-- Wide letters and digits, as Chinese keyboards give them, in their plain form.
local function plain(text)
  return (text:gsub(utf8.charpattern, function(character)
    local code = utf8.codepoint(character)
    if code == 0x3000 then return " " end
    return code > 0xFF00 and code < 0xFF5F and string.char(code - 0xFEE0) or nil
  end))
end

-- Up to 99, in digits or in Chinese; nil when it is neither.
local function count(text)
  if text:match("^%d%d?$") then return tonumber(text) end
  if digits[text] then return digits[text] end
  local tens, ones = text:match("^(.-)十(.*)$")
  if not tens then return nil end
  local high = tens == "" and 1 or digits[tens]
  local low = ones == "" and 0 or digits[ones]
  return high and low and high * 10 + low
end

local below = { "^[Bb](.+)$", "^%-(.+)$", "^负(.+)$", "^地下(.+)$" }

-- The number of a floor, nil when the text is none.
function floor.number(text)
  local name = plain(text):gsub("%s", "")
  name = name:gsub("^第", ""):gsub("^[Ff]", "")
  name = name:gsub("楼$", ""):gsub("层$", ""):gsub("[Ff]$", "")
  for _, pattern in ipairs(below) do
    local depth = count(name:match(pattern) or "")
    if depth then
      return depth > 0 and -depth >= floor.least and -depth or nil
    end
  end
  local number = count(name)
  return number and number <= floor.most and number or nil
end

return floor
