-- expect: error nests too deep
-- It returns a chain 100,000 deep.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = {}
        for _ = 1, 100000 do
          t = { t }
        end
        return t
      end,
    },
  },
}
