-- expect: done
-- It writes a million lines to the log.
return {
  actions = {
    attack = {
      run = function(call, home)
        for _ = 1, 1000000 do
          home.log('x\r\nforged line')
        end
        return nil
      end,
    },
  },
}
