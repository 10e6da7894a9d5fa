-- The words of an enum's value.
local words = {}

-- zh and en; nothing when it is none of them.
function words.of(values, value)
  for _, each in ipairs(values) do
    if each.value == value then return each.zh, each.en end
  end
end

return words
