-- expect: killed timeout
-- It writes half of its rows and then hangs.
return {
  actions = {
    attack = {
      run = function(call, home)
        for i = 1, 50 do
          home.insert('t', { n = i })
        end
        while true do
        end
      end,
    },
  },
}
