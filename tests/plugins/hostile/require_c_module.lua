-- expect: error there is no file 'string.lua'
-- It requires a library of C.
return {
  actions = {
    attack = {
      run = function(call, home)
        return require('string')
      end,
    },
  },
}
