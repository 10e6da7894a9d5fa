-- expect: killed timeout
-- It loops for ever.
return {
  actions = {
    attack = {
      run = function(call, home)
        while true do
        end
      end,
    },
  },
}
