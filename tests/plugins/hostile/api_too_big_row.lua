-- expect: error too large
-- It writes ten megabytes in one row.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('x', 1000000)
        home.insert('t', { s, s, s, s, s, s, s, s, s, s })
      end,
    },
  },
}
