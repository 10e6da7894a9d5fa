-- expect: error 'time.now' is not defined
-- It looks for a clock that runs.
return {
  actions = {
    attack = {
      run = function(call, home)
        return time.now()
      end,
    },
  },
}
