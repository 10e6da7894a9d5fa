-- expect: error table.concat: too many results
-- It joins a huge range.
return {
  actions = {
    attack = {
      run = function(call, home)
        return table.concat({}, 'x', 1, 1 << 40)
      end,
    },
  },
}
