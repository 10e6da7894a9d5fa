-- expect: killed abused
-- It returns more values than a message may hold.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = {}
        for i = 1, 399999 do
          t[i] = 1
        end
        return { t, { 1, 2, 3 } }
      end,
    },
  },
}
