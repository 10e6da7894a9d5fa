-- expect: killed memory
-- It makes closures without end.
return {
  actions = {
    attack = {
      run = function(call, home)
        local f = function() end
        while true do
          local g = f
          f = function()
            return g
          end
        end
      end,
    },
  },
}
