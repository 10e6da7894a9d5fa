-- expect: error table.insert: only for tables without __len
-- It inserts into a table that lies about its length.
return {
  actions = {
    attack = {
      run = function(call, home)
        table.insert(setmetatable({}, { __len = function()
          return 1 << 50
        end }), 1, 'x')
      end,
    },
  },
}
