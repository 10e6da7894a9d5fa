-- expect: killed timeout
-- It loops inside __index.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = setmetatable({}, { __index = function()
          while true do
          end
        end })
        return t.x
      end,
    },
  },
}
