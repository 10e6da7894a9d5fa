-- expect: killed memory
-- It calls itself without end.
return {
  actions = {
    attack = {
      run = function(call, home)
        local function f()
          return 1 + f()
        end
        return f()
      end,
    },
  },
}
