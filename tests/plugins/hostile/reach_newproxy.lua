-- expect: error 'newproxy' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return newproxy(true)
      end,
    },
  },
}
