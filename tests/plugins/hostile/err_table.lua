-- expect: error an error that is no text but a table
-- It raises a table whose metamethods raise and call the host.
return {
  actions = {
    attack = {
      run = function(call, home)
        error(setmetatable({}, {
          __tostring = function()
            home.insert('t', { x = 1 })
            error('again')
          end,
        }))
      end,
    },
  },
}
