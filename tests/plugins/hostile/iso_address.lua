-- expect: done
-- It looks for addresses in texts.
return {
  actions = {
    attack = {
      run = function(call, home)
        for _, v in ipairs { {}, function() end, home, call.rules } do
          assert(not string.find(tostring(v), '0x', 1, true))
          assert(not string.find(string.format('%s', v), '0x', 1, true))
        end
        assert(not pcall(string.format, '%p', {}))
        assert(not pcall(string.format, '%-10p', {}))
        return nil
      end,
    },
  },
}
