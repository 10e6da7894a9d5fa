-- expect: error attempt to
-- It swaps its own environment for an empty one.
return {
  actions = {
    attack = {
      run = function(call, home)
        local _ENV = {}
        return string.upper('x')
      end,
    },
  },
}
