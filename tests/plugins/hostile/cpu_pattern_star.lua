-- expect: killed timeout
-- It matches starred items against a long text.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = string.rep('a', 100000)
        return string.match(s, '.-.-.-.-b')
      end,
    },
  },
}
