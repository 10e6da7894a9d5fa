-- expect: killed memory
-- It fills a table without end.
return {
  actions = {
    attack = {
      run = function(call, home)
        local t = {}
        while true do
          t[#t + 1] = { #t }
        end
      end,
    },
  },
}
