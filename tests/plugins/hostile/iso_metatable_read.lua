-- expect: error attempt to index a boolean value
-- It writes the __index of the environment's metatable.
local env = _ENV
return {
  actions = {
    attack = {
      run = function(call, home)
        getmetatable(env).__index = {}
      end,
    },
  },
}
