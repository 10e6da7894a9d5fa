-- expect: error an error that is no text but a nil
-- It raises nil.
return {
  actions = {
    attack = {
      run = function(call, home)
        error(nil)
      end,
    },
  },
}
