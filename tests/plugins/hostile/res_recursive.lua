-- expect: error contains itself
-- It returns a table that contains itself.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = {}
        t.t = t
        return t
      end,
    },
  },
}
