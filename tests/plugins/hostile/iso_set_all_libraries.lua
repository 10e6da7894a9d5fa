-- expect: done
-- It overwrites an entry in every table it was given.
return {
  actions = {
    attack = {
      run = function(call, home)
        for _, t in ipairs { string, table, math, utf8, date, time, decimal, home, call.rules } do
          assert(not pcall(function()
            t.upper = 1
          end))
          assert(not pcall(setmetatable, t, {}))
          assert(next(t) == nil)
          assert(getmetatable(t) == false)
        end
        return nil
      end,
    },
  },
}
