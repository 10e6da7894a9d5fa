-- expect: error string.rep: the result is too large
-- It repeats nothing 2^50 times.
return {
  actions = {
    attack = {
      run = function(call, home)
        return string.rep('', 1 << 50)
      end,
    },
  },
}
