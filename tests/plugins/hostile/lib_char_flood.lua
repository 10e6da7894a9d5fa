-- expect: error
-- It asks for a million results of string.byte.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('x', 1000000)
        return #{ string.byte(s, 1, -1) }
      end,
    },
  },
}
