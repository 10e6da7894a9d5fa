-- expect: killed timeout
-- It loops inside __eq.
return {
  actions = {
    attack = {
      run = function(call, home)
        local mt = { __eq = function()
          while true do
          end
        end }
        return setmetatable({}, mt) == setmetatable({}, mt)
      end,
    },
  },
}
