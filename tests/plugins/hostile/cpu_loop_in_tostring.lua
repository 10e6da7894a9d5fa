-- expect: killed timeout
-- It loops inside __tostring.
return {
  actions = {
    attack = {
      run = function(call, home)
        return tostring(setmetatable({}, { __tostring = function()
          while true do
          end
        end }))
      end,
    },
  },
}
