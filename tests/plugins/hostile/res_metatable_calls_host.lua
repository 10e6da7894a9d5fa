-- expect: done
-- It returns a table whose metamethods call the host.
return {
  actions = {
    attack = {
      run = function(call, home)
        return setmetatable({ 1 }, {
          __index = function()
            home.insert('t', { x = 1 })
          end,
          __len = function()
            return 1 << 40
          end,
        })
      end,
    },
  },
}
