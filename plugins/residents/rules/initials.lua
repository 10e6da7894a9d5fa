-- Pinyin initials of a name, as people type them: 曾小明 -> "zxm". Surnames
-- have readings of their own; letters and digits stay.
local letters = require "data.pinyin"
local surnames = require "data.surnames"

local function letter_of(character)
  if character:match("^%w$") then return character:lower() end
  if #character == 1 then return "" end
  for letter, characters in pairs(letters) do
    if characters:find(character, 1, true) then return letter end
  end
  return ""
end

local function surname_of(name)
  for characters = 2, 1, -1 do
    local stop_at = utf8.offset(name, characters + 1)
    local surname = stop_at and name:sub(1, stop_at - 1)
    if surname and surnames[surname] then
      return surnames[surname], name:sub(stop_at)
    end
  end
  return "", name
end

return function(name)
  local initials, rest = surname_of(name)
  for _, code in utf8.codes(rest) do
    initials = initials .. letter_of(utf8.char(code))
  end
  return initials
end
