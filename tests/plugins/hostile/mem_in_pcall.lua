-- expect: killed timeout
-- It allocates without end and swallows the memory error.
return {
  actions = {
    attack = {
      run = function(call, home)
        while true do
          pcall(function()
            local t = {}
            while true do
              t[#t + 1] = string.rep('x', 100000) .. #t
            end
          end)
        end
      end,
    },
  },
}
