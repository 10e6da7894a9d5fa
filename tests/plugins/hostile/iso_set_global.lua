-- expect: error global 'leak' can't be set
-- It makes a global.
return {
  actions = {
    attack = {
      run = function(call, home)
        leak = 1
      end,
    },
  },
}
