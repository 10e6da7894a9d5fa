-- expect: killed
-- It writes a million rows.
return {
  actions = {
    attack = {
      run = function(call, home)
        for i = 1, 1000000 do
          home.insert('t', { n = i })
        end
      end,
    },
  },
}
