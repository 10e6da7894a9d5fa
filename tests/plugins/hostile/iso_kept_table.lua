-- expect: done
-- It changes what it was handed and what it handed over, later.
local kept = {}
return {
  actions = {
    attack = {
      run = function(call, home)
        kept.call = call
        if kept.row then
          kept.row.name = 'changed'
        end
        kept.row = { name = 'first' }
        local id = home.insert('t', kept.row)
        kept.row.name = 'second'
        assert(home.get('t', id).name == 'first')
        local row = home.get('t', id)
        row.name = 'third'
        assert(home.get('t', id).name == 'first')
        call.input = 'mine'
        return nil
      end,
    },
  },
}
