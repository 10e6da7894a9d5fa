-- What the checks say of a drug for a resident, before anybody orders it.
local checks = require "lib.checks"
local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"

local tones = { stop = "alarm", warn = "late", note = "plain" }
local order = { stop = 1, warn = 2, note = 3 }

return {
  zh = "用药核对", en = "Check a medicine", permission = "medication.read",
  input = fields.of("resident", "drug"),
  columns = fields.of("key",
    { name = "severity", type = "enum", values = enums.check, zh = "结果", en = "Result" },
    { name = "code", type = "text", zh = "核对项", en = "Check" }, "reasons",
    { name = "source", type = "text", max = 400, zh = "依据", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" }, "tone"),
  run = function(call, home)
    local rows = array {}
    for i, entry in ipairs(checks.at_order(call, home, call.input)) do
      rows[i] = { key = i .. ":" .. entry.code, severity = entry.severity, code = entry.code,
        reasons = array { { zh = entry.zh, en = entry.en } }, source = entry.source,
        edition = entry.edition, tone = tones[entry.severity], place = i }
    end
    table.sort(rows, function(x, y)
      if x.severity ~= y.severity then return order[x.severity] < order[y.severity] end
      return x.place < y.place
    end)
    for _, row in ipairs(rows) do row.place = nil end
    return rows
  end,
}
