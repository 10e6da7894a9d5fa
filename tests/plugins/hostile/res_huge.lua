-- expect: error too large
-- It returns ten megabytes.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('x', 1000000)
        return { s, s, s, s, s, s, s, s, s, s }
      end,
    },
  },
}
