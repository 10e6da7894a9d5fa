-- expect: killed
-- It writes megabytes in every row.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('x', 1000000)
        while true do
          home.insert('t', { s, s, s })
        end
      end,
    },
  },
}
