-- expect: error mixes names and places
-- It returns names and places in one table.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { 1, name = 2 }
      end,
    },
  },
}
