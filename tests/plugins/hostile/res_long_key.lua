-- expect: error key that is too long
-- It returns a key of a megabyte.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { [string.rep('k', 1000000)] = 1 }
      end,
    },
  },
}
