-- The parts of a free rule (RFC 5545), such as "FREQ=DAILY;BYHOUR=8".
local rule = {}

-- The parts by name, and whether each is one of `known` and stands there once.
function rule.parts(text, known)
  local parts, all_known = {}, true
  for name, value in text:gmatch("(%u+)=([^;]*)") do
    all_known = all_known and known[name] == true and parts[name] == nil
    parts[name] = value
  end
  return parts, all_known
end

return rule
