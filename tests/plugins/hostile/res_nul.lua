-- expect: error not UTF-8
-- It returns a NUL within a text.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { name = 'a\0b' }
      end,
    },
  },
}
