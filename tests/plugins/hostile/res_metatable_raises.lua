-- expect: done
-- It returns a table whose metamethods raise.
return {
  actions = {
    attack = {
      run = function(call, home)
        return setmetatable({ a = 1 }, {
          __index = function()
            error('index')
          end,
          __len = function()
            error('len')
          end,
          __newindex = function()
            error('newindex')
          end,
        })
      end,
    },
  },
}
