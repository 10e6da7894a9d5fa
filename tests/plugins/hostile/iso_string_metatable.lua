-- expect: error attempt to index a boolean value
-- It reaches the metatable that all texts share.
return {
  actions = {
    attack = {
      run = function(call, home)
        getmetatable('').__index = function()
          return 'hacked'
        end
      end,
    },
  },
}
