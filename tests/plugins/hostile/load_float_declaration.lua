-- expect: load error plugin.order is a number with a fraction point
-- It declares a float.
return { order = 1.5 }
