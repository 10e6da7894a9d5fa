-- Carers on duty against those whom the residents in the house need: each
-- resident takes the share of a carer that the setting gives that level.
local fields = require "lib.fields"
local level_of = require "lib.levels"

local function number(name, zh, en) return fields.make(name, "integer", zh, en) end

return { zh = "护理员配比", en = "Carers to residents", permission = "staff.read", single = true,
  input = { fields.make("when", "instant", "时间（不填就是现在）", "At (now when empty)") },
  columns = { number("carers", "当班护理员", "Carers on duty"), number("needed", "按老人需要", "Needed"),
    number("able", "能力完好", "Able"), number("mild", "轻度", "Mild"),
    number("moderate", "中度", "Moderate"), number("severe", "重度及完全", "Severe"),
    number("unknown", "没有评估（按重度算）", "Not assessed (counted as severe)"),
    fields.of("tone")[1] },
  run = function(call, home)
    local when = call.input.when or call.now
    local n = { able = 0, mild = 0, moderate = 0, severe = 0, unknown = 0, carers = 0 }
    for _, row in ipairs(home.query("on_duty", { when = when })) do
      if row.post == "carer" then n.carers = n.carers + 1 end
    end
    for _, row in ipairs(home.query("beds.board", {})) do
      if row.resident and row.tone == "occupied" then
        local level = level_of(row.care_level)
        n[level] = n[level] + 1
      end
    end
    n.needed = call.rules.needed(n, call.settings)
    n.tone = n.carers >= n.needed and "free" or "alarm"
    return n
  end }
