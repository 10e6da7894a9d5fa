-- expect: killed
-- It publishes in a circle.
return {
  actions = {
    attack = {
      run = function(call, home)
        while true do
          home.publish('again', 'x:1', {})
        end
      end,
    },
  },
}
