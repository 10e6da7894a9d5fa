-- expect: error protected
-- It gives the environment a new metatable.
local env = _ENV
return {
  actions = {
    attack = {
      run = function(call, home)
        setmetatable(env, {})
      end,
    },
  },
}
