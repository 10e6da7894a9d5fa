-- What other scores would come to: those that are not given are the newest self-
-- assessment's. Nothing is kept.
local fields = require "lib.fields"
local grade = require "lib.grading"

local function points(name, zh, en)
  return fields.make(name, "integer", zh, en, { min = 0, max = 1000 })
end

return {
  zh = "假设得分", en = "What if", permission = "quality.read",
  input = { points("environment", "环境", "Environment"),
    points("facilities", "设施设备", "Facilities"), points("operation", "运营管理", "Operation"),
    points("service", "服务", "Service") },
  columns = fields.of(fields.make("key", "text", "编号", "Key"),
    fields.make("title", "json", "项目", "Figure"), fields.make("value", "text", "数值", "Value"),
    fields.make("target", "text", "要", "Needed"), fields.make("note", "json", "说明", "Note"),
    fields.make("reasons", "json", "原因", "Reasons"), "tone"),
  run = function(call, home)
    local newest = home.query("newest", {})[1] or { scores = {}, bases = {} }
    local scores = {}
    for _, part in ipairs(call.data.editions[1].parts) do
      scores[part.part] = call.input[part.part] or newest.scores[part.part] or 0
    end
    local result = grade(call, home, { standard = newest.standard or "GB/T 37276-2018",
      edition = newest.edition, on = newest.to, scores = scores, bases = newest.bases })
    local rows = array { { key = "level", title = { zh = "等级", en = "Level" },
      value = result.level_zh, reasons = result.blocked,
      tone = result.blocked and "alarm" or result.level > 0 and "free" or "late" },
      { key = "total", title = { zh = "总分", en = "Total" }, value = tostring(result.total),
        tone = "plain" } }
    for _, short in ipairs(result.short_of) do
      for _, row in ipairs(rows) do
        if row.key == short.what then row.target, row.tone = tostring(short.need), "late" end
      end
    end
    for i, part in ipairs(call.data.editions[1].parts) do
      local row = { key = part.part, title = { zh = part.zh, en = part.en }, tone = "plain",
        value = scores[part.part] .. "（" .. result.rates[i] .. " %）" }
      for _, short in ipairs(result.short_of) do
        if short.what == part.part then row.target, row.tone = tostring(short.need), "late" end
      end
      rows[#rows + 1] = row
    end
    return rows
  end,
}
