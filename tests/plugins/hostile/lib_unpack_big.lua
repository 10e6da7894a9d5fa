-- expect: error table.unpack: too many results
-- It unpacks a million entries into a call.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = {}
        for i = 1, 8000 do
          t[i] = i
        end
        return math.max(table.unpack(t))
      end,
    },
  },
}
