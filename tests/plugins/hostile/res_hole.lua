-- expect: error holes
-- It returns an array with a hole.
return {
  actions = {
    attack = {
      run = function(call, home)
        return { 1, 2, nil, 4 }
      end,
    },
  },
}
