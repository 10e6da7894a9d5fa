-- expect: error not UTF-8
-- It returns bytes that are no text.
return {
  actions = {
    attack = {
      run = function(call, home)
        return '\xff\xfe'
      end,
    },
  },
}
