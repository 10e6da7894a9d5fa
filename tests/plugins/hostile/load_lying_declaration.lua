-- expect: load done
-- It returns a declaration whose metatable lies and raises.
return setmetatable({ actions = {} }, {
  __index = function()
    error('index')
  end,
  __pairs_ = 1,
})
