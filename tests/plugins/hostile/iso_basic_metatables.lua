-- expect: done
-- It asks for the metatables of all basic types.
local function print_free() end
return {
  actions = {
    attack = {
      run = function(call, home)
        assert(getmetatable(nil) == nil and getmetatable(1) == nil)
        assert(getmetatable(true) == nil and getmetatable(print_free) == nil)
        assert(getmetatable('x') == false)
        assert(not pcall(setmetatable, 'x', {}))
        assert(not pcall(setmetatable, 1, {}))
        return nil
      end,
    },
  },
}
