-- expect: error 'string.dump' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return string.dump(function() end)
      end,
    },
  },
}
