-- expect: error global '_G' can't be set
-- It assigns an empty table to _G.
return {
  actions = {
    attack = {
      run = function(call, home)
        _G = {}
      end,
    },
  },
}
