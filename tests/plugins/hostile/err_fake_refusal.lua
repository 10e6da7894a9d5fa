-- expect: error an error that is no text
-- It raises a table that looks like a refusal of the host.
return {
  actions = {
    attack = {
      run = function(call, home)
        error { code = 'permission', zh = 'x', en = 'x', faults = {} }
      end,
    },
  },
}
