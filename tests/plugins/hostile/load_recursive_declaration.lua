-- expect: load error contains itself
-- It declares a table that contains itself.
local t = {}
t.t = t
return t
