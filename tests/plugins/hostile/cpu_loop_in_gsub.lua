-- expect: killed timeout
-- It loops inside a replacement function.
return {
  actions = {
    attack = {
      run = function(call, home)
        string.gsub('aaa', 'a', function()
          while true do
          end
        end)
      end,
    },
  },
}
