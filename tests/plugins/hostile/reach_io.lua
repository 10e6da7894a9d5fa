-- expect: error 'io' is not defined
-- It reaches for something that is not there.
return {
  actions = {
    attack = {
      run = function(call, home)
        return io.open('/etc/passwd')
      end,
    },
  },
}
