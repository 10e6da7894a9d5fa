-- expect: done
-- It sorts with an order that makes no sense.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = {}
        for i = 1, 1000 do
          t[i] = i % 7
        end
        pcall(table.sort, t, function()
          return true
        end)
        return nil
      end,
    },
  },
}
