-- expect: error __mode is not allowed
-- It makes a weak table.
return {
  actions = {
    attack = {
      run = function(call, home)
        setmetatable({}, { __mode = 'k' })
      end,
    },
  },
}
