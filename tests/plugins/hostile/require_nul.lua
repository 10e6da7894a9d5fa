-- expect: error require:
-- It requires a name outside its folder.
return {
  actions = {
    attack = {
      run = function(call, home)
        return require('plugin\0x')
      end,
    },
  },
}
