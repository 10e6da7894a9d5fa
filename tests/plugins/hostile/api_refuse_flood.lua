-- expect: refused
-- It names ten thousand faults.
return {
  actions = {
    attack = {
      run = function(call, home)
        for _ = 1, 10000 do
          refuse(string.rep('f', 1000), 'x', '错', 'Wrong')
        end
      end,
    },
  },
}
