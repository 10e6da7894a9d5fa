-- expect: error 'collectgarbage' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return collectgarbage('count')
      end,
    },
  },
}
