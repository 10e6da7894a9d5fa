-- The codes of the table with the times that hold in this home.
local clock = require "lib.clock"
local words = require "lib.words"

return {
  zh = "给药频次", en = "Frequencies", permission = "medication.read",
  input = {},
  columns = {
    { name = "code", type = "text", zh = "代码", en = "Code" },
    { name = "unit", type = "text", zh = "照料单元", en = "Care unit" },
    { name = "zh", type = "text", zh = "含义", en = "Meaning" },
    { name = "en", type = "text", zh = "英文含义", en = "Meaning" },
    { name = "often", type = "text", zh = "时间", en = "Times" },
    { name = "often_en", type = "text", zh = "时间（英文）", en = "Times" },
    { name = "own", type = "boolean", zh = "本院自定", en = "Set by the home" },
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "actions", type = "json", zh = "可做", en = "Actions" },
  },
  run = function(call, home)
    local rows, set = array {}, {}
    for _, row in ipairs(home.find("times", {})) do
      set[row.code] = set[row.code] or {}
      table.insert(set[row.code], row)
    end
    local edition = call.data.frequencies[1]
    for _, known in ipairs(edition.codes) do
      local plan = call.rules.frequency(edition, known.code, call.settings)
      local own = set[known.code] or {}
      table.insert(own, 1, false)
      for _, row in ipairs(own) do
        local shown = copy(plan)
        if row then
          shown.times = clock.list(row.times)
          shown.weekdays = row.weekdays or shown.weekdays
        end
        local often, often_en = words.often(shown)
        rows[#rows + 1] = { code = known.code, unit = row and row.unit or nil, zh = known.zh,
          en = known.en, often = often, often_en = often_en, own = row and true or false,
          key = known.code .. "/" .. (row and row.unit or "-"),
          actions = known.times and array { "set_times" } or array {} }
      end
    end
    return rows
  end,
}
