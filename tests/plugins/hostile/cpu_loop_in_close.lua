-- expect: killed timeout
-- It loops while a variable is being closed.
return {
  actions = {
    attack = {
      run = function(call, home)
        local handle <close> = setmetatable({}, { __close = function()
          while true do
          end
        end })
        error('leave with ' .. type(handle))
      end,
    },
  },
}
