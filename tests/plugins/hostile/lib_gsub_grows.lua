-- expect: killed memory
-- It lets gsub grow its own text.
return {
  actions = {
    attack = {
      run = function(call, home)
        local s = 'xxxxxxxx'
        while true do
          s = string.gsub(s, 'x', 'xxxxxxxx')
        end
      end,
    },
  },
}
