-- expect: error invalid conversion
-- It formats with a width of hundreds of digits.
return {
  actions = {
    attack = {
      run = function(call, home)
        return string.format('%999999999d', 1)
      end,
    },
  },
}
