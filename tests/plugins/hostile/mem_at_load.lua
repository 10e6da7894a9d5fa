-- expect: load memory
-- It fills its memory while it is being loaded.
local t = {}
while true do
  t[#t + 1] = string.rep('x', 1000) .. #t
end
