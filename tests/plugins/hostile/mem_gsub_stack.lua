-- expect: error C stack overflow
-- It nests callbacks of gsub.
return {
  actions = {
    attack = {
      run = function(call, home)
        local function f()
          return (string.gsub('a', 'a', f))
        end
        return f()
      end,
    },
  },
}
