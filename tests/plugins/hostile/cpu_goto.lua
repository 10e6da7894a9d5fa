-- expect: killed timeout
-- It jumps for ever.
return {
  actions = {
    attack = {
      run = function(call, home)
        ::again::
        goto again
      end,
    },
  },
}
