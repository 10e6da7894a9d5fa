-- expect: error holes
-- It returns an array whose last place is 2^50.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { [1] = 1, [1 << 50] = 2 }
      end,
    },
  },
}
