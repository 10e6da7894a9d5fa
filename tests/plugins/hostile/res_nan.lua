-- expect: error fraction point
-- It returns what is not a number.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { a = 0 / 0 }
      end,
    },
  },
}
