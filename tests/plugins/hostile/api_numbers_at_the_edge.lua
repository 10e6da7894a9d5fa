-- expect: done
-- It calls pure functions with the largest numbers.
return {
  actions = {
    attack = {
      run = function(call, home)
        for _, n in ipairs { math.maxinteger, math.mininteger, 0, -1 } do
          pcall(date.add, '2026-01-01', n)
          pcall(date.from, n, n, n)
          pcall(time.date, n)
          pcall(time.iso, n)
          pcall(time.parts, n)
          pcall(decimal.div, tostring(n), '0.000000001', 9)
          pcall(decimal.mul, tostring(n), tostring(n))
          pcall(string.rep, 'x', n)
          pcall(table.concat, {}, '', n, n)
          pcall(table.move, {}, n, n, n)
          pcall(table.insert, {}, n, 1)
          pcall(utf8.char, n)
        end
        return nil
      end,
    },
  },
}
