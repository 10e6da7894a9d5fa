-- expect: error 'package' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return package.loadlib('libc.so.6', 'system')
      end,
    },
  },
}
