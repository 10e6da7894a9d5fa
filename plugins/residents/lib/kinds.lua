-- Every kind of entitlement of every edition, once, as choices: what was kept by
-- an earlier edition is still said in words.
local kinds, seen = array {}, {}

for _, edition in ipairs(require "data.statuses") do
  for _, kind in ipairs(edition.kinds) do
    if not seen[kind.value] then
      seen[kind.value] = true
      kinds[#kinds + 1] = { value = kind.value, zh = kind.zh, en = kind.en }
    end
  end
end

return kinds
