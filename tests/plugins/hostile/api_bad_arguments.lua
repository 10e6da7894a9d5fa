-- expect: done
-- It calls every function with none, too few, too many and wrong arguments.
return {
  actions = {
    attack = {
      run = function(call, home)
        local names = {
          'insert', 'update', 'delete', 'get', 'find', 'query', 'publish', 'schedule',
          'reschedule', 'stop', 'hold', 'effect', 'log',
        }
        for _, name in ipairs(names) do
          assert(not pcall(home[name]), name)
          assert(not pcall(home[name], {}, {}, {}), name)
          assert(not pcall(home[name], home, 't', 1), name)
          assert(not pcall(home[name], true, true, true, true, true, true), name)
          assert(not pcall(home[name], function() end), name)
        end
        for _, f in ipairs { refuse, fail, require, date.add, date.diff, date.parts,
          date.from, date.age, time.date, time.at, time.iso, time.parts, decimal.add,
          decimal.sub, decimal.mul, decimal.cmp, decimal.div, decimal.round } do
          assert(not pcall(f))
          assert(not pcall(f, {}, {}, {}, {}, {}))
        end
        assert(not refused())
        return nil
      end,
    },
  },
}
