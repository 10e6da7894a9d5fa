-- expect: done
-- It looks for every forbidden name at once.
local env = _ENV
return {
  actions = {
    attack = {
      run = function(call, home)
        local names = {
          'load', 'loadstring', 'loadfile', 'dofile', 'print', 'warn', 'io', 'os',
          'package', 'debug', 'coroutine', 'collectgarbage', 'rawset', 'rawget',
          'rawequal', 'rawlen', 'xpcall', 'module', 'setfenv', 'getfenv', 'newproxy',
          '_G', '_VERSION', 'ffi', 'jit', 'bit', 'bit32', 'arg',
        }
        for _, name in ipairs(names) do
          local ok, e = pcall(function()
            return env[name]
          end)
          assert(not ok and string.find(e, name, 1, true), name)
        end
        return nil
      end,
    },
  },
}
