-- expect: load error plugin.lua:5:
-- It is no Lua.
return {
  id =
}
