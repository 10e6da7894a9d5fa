-- expect: error xxxxxxx
-- It raises a text of a megabyte.
return {
  actions = {
    attack = {
      run = function(call, home)
        error(string.rep('x', 1000000), 0)
      end,
    },
  },
}
