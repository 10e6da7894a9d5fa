-- Where the home stands: the newest self-assessment's level, the mark that holds.
local claimed_of = require "lib.claimed"
local fields = require "lib.fields"
local grade = require "lib.grading"

local function levels_of(call, home, rows)
  local newest = home.query("newest", {})[1]
  if not newest then
    rows[#rows + 1] = { key = "none", title = { zh = "还没有自评", en = "No self-assessment yet" },
      tone = "plain", page = "assess" }
    return
  end
  newest.on = newest.to
  local result = grade(call, home, newest)
  rows[#rows + 1] = { key = "level", title = { zh = "按自评可达", en = "By the self-assessment" },
    value = result.level_zh, note = newest.from .. " 至 " .. newest.to, reasons = result.blocked,
    tone = result.blocked and "alarm" or result.level > 0 and "free" or "late", page = "history",
    standard = result.standard .. " " .. result.edition }
  rows[#rows + 1] = { key = "total", title = { zh = "总分", en = "Total" },
    value = tostring(result.total), tone = "plain", page = "history" }
  local missing, total = 0, 0
  for _, short in ipairs(result.short_of) do
    if short.what == "total" then total = short.points else missing = missing + short.points end
  end
  missing = math.max(missing, total)
  if result.next_level then
    rows[#rows + 1] = { key = "short", value = tostring(missing), unit = "分", tone = "plain",
      title = { zh = "离下一等级还差", en = "Short of the next level" }, page = "gaps" }
  end
  local claimed = 0
  for _, yes in pairs(claimed_of(home, newest)) do claimed = claimed + (yes and 1 or 0) end
  rows[#rows + 1] = { key = "claimed", value = tostring(claimed), target = "0",
    title = { zh = "只有自述、没有依据的部分", en = "Parts claimed without evidence" },
    tone = claimed > 0 and "late" or "free", page = "history" }
end

return {
  zh = "质量评定", en = "Quality", permission = "quality.read",
  columns = fields.of(fields.make("key", "text", "编号", "Key"),
    fields.make("title", "json", "项目", "Figure"), fields.make("value", "text", "数值", "Value"),
    fields.make("unit", "text", "单位", "Unit"),
    fields.make("target", "text", "目标", "Goal"), fields.make("note", "text", "说明", "Note"),
    fields.make("standard", "text", "依据", "Standard"),
    fields.make("reasons", "json", "原因", "Reasons"), fields.make("page", "text", "页", "Page"),
    "tone"),
  run = function(call, home)
    local rows = array {}
    levels_of(call, home, rows)
    local mark = home.query("marks", {})[1]
    rows[#rows + 1] = { key = "mark", title = { zh = "现有等级", en = "The level held" },
      value = mark and call.data.editions[1].levels[math.tointeger(mark.level_name)].zh or "—",
      note = mark and "有效至 " .. mark.holds_to or nil, page = "marks",
      tone = not mark and "plain" or mark.state == "valid" and "free" or "late" }
    return rows
  end,
}
