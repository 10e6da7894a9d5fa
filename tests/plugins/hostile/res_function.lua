-- expect: error is a function
-- It returns a function.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { f = function() end }
      end,
    },
  },
}
