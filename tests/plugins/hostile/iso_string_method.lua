-- expect: error 'string' is read-only
-- It adds a method to all texts.
return {
  actions = {
    attack = {
      run = function(call, home)
        function string.foo()
          return 1
        end
      end,
    },
  },
}
