-- expect: load error returns nothing
-- It returns nothing.
local x = 1
