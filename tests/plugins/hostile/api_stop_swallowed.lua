-- expect: refused
-- It swallows its own stop and writes on.
return {
  actions = {
    attack = {
      run = function(call, home)
        refuse('x', 'x', '错', 'Wrong')
        while true do
          pcall(stop)
        end
      end,
    },
  },
}
