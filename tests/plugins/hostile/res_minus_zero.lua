-- expect: error fraction point
-- It returns minus zero.
return {
  actions = {
    attack = {
      run = function(call, home)
        return -0.0
      end,
    },
  },
}
