-- expect: error table.move: too many results
-- It moves a huge range.
return {
  actions = {
    attack = {
      run = function(call, home)
        return table.move({}, 1, 1 << 50, 2)
      end,
    },
  },
}
