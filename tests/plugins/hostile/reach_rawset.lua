-- expect: error 'rawset' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return rawset(string, 'rep', nil)
      end,
    },
  },
}
