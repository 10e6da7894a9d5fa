-- expect: killed timeout
-- It swallows every error in a loop.
return {
  actions = {
    attack = {
      run = function(call, home)
        while true do
          pcall(error, 'again')
        end
      end,
    },
  },
}
