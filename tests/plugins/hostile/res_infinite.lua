-- expect: error fraction point
-- It returns infinity.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { math.huge, -math.huge }
      end,
    },
  },
}
