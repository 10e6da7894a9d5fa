-- expect: killed
-- It asks the same question for ever.
return {
  actions = {
    attack = {
      run = function(call, home)
        home.insert('t', { n = 1 })
        while true do
          home.get('t', 1)
        end
      end,
    },
  },
}
