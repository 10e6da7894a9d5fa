-- luacheck's settings. Plugins see these names and nothing else of the host
-- (docs/plugin-authors.md).
std = "lua54"
max_line_length = 100
max_code_line_length = 100
cache = false

local sandbox = {
  std = {
    read_globals = {
      "refuse", "refused", "stop", "fail", "date", "time", "decimal",
      "array", "null", "copy", "choose", "require", "string", "table", "math", "utf8",
      "pairs", "ipairs", "next", "select", "type", "tostring", "tonumber",
      "error", "assert", "pcall", "setmetatable",
    },
  },
}
files["plugins/**/*.lua"] = sandbox
files["examples/**/*.lua"] = sandbox
files["plugins/residents/data/pinyin.lua"] = { max_line_length = false }
