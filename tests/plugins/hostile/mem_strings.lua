-- expect: killed memory
-- It makes ever longer texts.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = 'x'
        while true do
          s = s .. s
        end
      end,
    },
  },
}
