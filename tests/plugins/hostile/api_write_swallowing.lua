-- expect: killed
-- It writes a million rows and swallows every error.
return {
  actions = {
    attack = {
      run = function(call, home)
        for i = 1, 1000000 do
          pcall(home.insert, 't', { n = i })
        end
      end,
    },
  },
}
