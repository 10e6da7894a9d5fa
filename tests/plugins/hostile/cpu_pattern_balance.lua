-- expect: killed timeout
-- It matches %b on a long text again and again.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('(', 200000)
        for _ = 1, 1000000 do
          string.find(s, '%b()x')
        end
      end,
    },
  },
}
