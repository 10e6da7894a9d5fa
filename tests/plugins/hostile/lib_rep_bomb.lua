-- expect: error string.rep: the result is too large
-- It repeats a text to a terabyte.
return {
  actions = {
    attack = {
      run = function(call, home)
        return string.rep('x', 1 << 40)
      end,
    },
  },
}
