-- expect: error 'math.random' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return math.random(6)
      end,
    },
  },
}
