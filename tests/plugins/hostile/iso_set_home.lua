-- expect: error 'home' is read-only
-- It overwrites a function of the host.
return {
  actions = {
    attack = {
      run = function(call, home)
        home.insert = function()
          return 1
        end
      end,
    },
  },
}
