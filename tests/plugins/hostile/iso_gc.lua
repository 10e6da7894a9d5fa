-- expect: error __gc is not allowed
-- It sets a finaliser that loops.
return {
  actions = {
    attack = {
      run = function(call, home)
        setmetatable({}, { __gc = function()
          while true do
          end
        end })
      end,
    },
  },
}
