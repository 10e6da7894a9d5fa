-- expect: error table.remove: only for tables without __len
-- It removes from a table that lies about its length.
return {
  actions = {
    attack = {
      run = function(call, home)
        table.remove(setmetatable({}, { __len = function()
          return 1 << 50
        end }), 1)
      end,
    },
  },
}
