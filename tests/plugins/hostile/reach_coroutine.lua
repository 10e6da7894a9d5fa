-- expect: error 'coroutine' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return coroutine.create(function() end)
      end,
    },
  },
}
