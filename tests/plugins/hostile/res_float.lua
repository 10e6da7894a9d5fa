-- expect: error fraction point
-- It returns 2^53 + 1 as a float.
return {
  actions = {
    attack = {
      run = function(call, home)
        return 2.0 ^ 53 + 1
      end,
    },
  },
}
