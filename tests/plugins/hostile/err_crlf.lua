-- expect: error \x0d\x0aSet-Cookie
-- It raises a text with line ends and control characters.
return {
  actions = {
    attack = {
      run = function(call, home)
        error('a\r\nSet-Cookie: b\27[2J', 0)
      end,
    },
  },
}
