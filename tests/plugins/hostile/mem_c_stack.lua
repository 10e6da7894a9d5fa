-- expect: error C stack overflow
-- It nests pcall two hundred thousand deep.
return {
  actions = {
    attack = {
      run = function(call, home)
        local function f()
          local ok, e = pcall(f)
          if not ok then
            error(e, 0)
          end
        end
        return f()
      end,
    },
  },
}
