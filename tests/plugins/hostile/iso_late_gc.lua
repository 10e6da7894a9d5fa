-- expect: done
-- It adds a finaliser after the metatable is set.
return {
  actions = {
    attack = {
      run = function(call, home)
        for _ = 1, 1000 do
          local mt = {}
          setmetatable({}, mt)
          mt.__gc = function()
            while true do
            end
          end
        end
        local t = {}
        for i = 1, 100000 do
          t[i % 10] = { i }
        end
        return nil
      end,
    },
  },
}
