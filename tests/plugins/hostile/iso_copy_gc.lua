-- expect: error __gc is not allowed
-- It adds a finaliser late and lets copy set the metatable once more.
return {
  actions = {
    attack = {
      run = function(call, home)
        local mt = {}
        local t = setmetatable({}, mt)
        mt.__gc = function()
          while true do
          end
        end
        for _ = 1, 1000 do
          copy({ t })
        end
        local u = {}
        for i = 1, 100000 do
          u[i % 10] = { i }
        end
        return nil
      end,
    },
  },
}
