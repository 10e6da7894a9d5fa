-- expect: error table.unpack: too many results
-- It unpacks ranges whose difference overflows 32 bits.
return {
  actions = {
    attack = {
      run = function(call, home)
        local ok = pcall(table.unpack, {}, 0, 2147483647)
        assert(not ok)
        assert(not pcall(table.unpack, {}, math.mininteger, math.maxinteger))
        assert(select('#', table.unpack({}, 1, 0)) == 0)
        assert(select('#', table.unpack({}, -1, 1)) == 3)
        return table.unpack({}, -2147483648, 2147483647)
      end,
    },
  },
}
