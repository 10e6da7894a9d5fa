-- expect: error 'print' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        print('x')
      end,
    },
  },
}
