-- expect: error 'bit' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return bit.tohex(1, -2147483648)
      end,
    },
  },
}
