-- expect: error 'string' is read-only
-- It overwrites a function of a library.
return {
  actions = {
    attack = {
      run = function(call, home)
        string.upper = function()
          return 'hacked'
        end
      end,
    },
  },
}
