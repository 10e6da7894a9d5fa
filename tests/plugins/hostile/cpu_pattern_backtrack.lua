-- expect: killed timeout
-- It matches a pattern that backtracks without end.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('a', 5000)
        return string.find(s, string.rep('a-', 60) .. 'b')
      end,
    },
  },
}
