-- expect: killed timeout
-- It loops inside a comparison of sort.
return {
  actions = {
    attack = {
      run = function(call, home)
        table.sort({ 3, 2, 1 }, function()
          while true do
          end
        end)
      end,
    },
  },
}
