-- expect: error 'load' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return load('return 1')
      end,
    },
  },
}
