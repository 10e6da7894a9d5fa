-- The plan's indicators for one home, against their goals.
local basic = require "lib.basic"
local fields = require "lib.fields"

local function share(rows, key, title, part, whole, goal, note)
  local value = whole > 0 and decimal.div(tostring(part * 100), tostring(whole), 2) or nil
  local met = value and decimal.cmp(value, goal) >= 0
  rows[#rows + 1] = { key = key, title = title, value = value, unit = "%", target = goal,
    tone = not value and "plain" or met and "free" or "late", note = note }
end

-- A number that must reach another.
local function count(rows, key, title, value, goal, page, note)
  rows[#rows + 1] = { key = key, title = title, value = tostring(value), target = tostring(goal),
    tone = value >= goal and "free" or "late", page = page, note = note }
end

return {
  zh = "指标", en = "Indicators", permission = "quality.read", deadline_ms = 10000,
  columns = fields.of(fields.make("key", "text", "编号", "Key"),
    fields.make("title", "json", "指标", "Indicator"), fields.make("value", "text", "数值", "Value"),
    fields.make("unit", "text", "单位", "Unit"), fields.make("target", "text", "目标", "Goal"),
    fields.make("note", "text", "说明", "Note"), fields.make("page", "text", "页", "Page"), "tone"),
  run = function(call, home)
    local n, s, rows = home.query("numbers", {})[1], call.settings, array {}
    local function title(zh, en) return { zh = zh, en = en } end
    share(rows, "nursing", title("护理型床位占比", "Nursing beds"), n.nursing or 0, n.beds,
      s.goal_nursing, "护理型和失智专区")
    share(rows, "inclusive", title("普惠床位占比", "Inclusive beds"), n.inclusive or 0, n.beds,
      s.goal_inclusive, "基本和普惠")
    share(rows, "occupied", title("入住率", "Occupancy"), n.lived or 0, n.beds, s.goal_occupied)
    local year = date.from(date.parts(call.today).year, 1, 1)
    local staff = home.query("staff.indicators", { from = year, to = call.today })[1]
    count(rows, "social_workers", title("社会工作者（按床位应有）", "Social workers (wanted by beds)"),
      staff.social_workers, staff.social_workers_wanted, "staff.staff")
    count(rows, "trained", title("今年培训人次", "Training person-times this year"),
      staff.person_times, s.goal_trained, "staff.trainings")
    local open = #home.query("fire_safety.blocking", {})
    rows[#rows + 1] = { key = "majors", title = title("未销号的重大隐患", "Open major hazards"),
      value = tostring(open), target = "0", tone = open > 0 and "alarm" or "free",
      page = "fire_safety.hazards" }
    local requirements, met = basic(call, home)
    count(rows, "basic", title("基本质量达标", "Basic quality"), met, #requirements, "basic")
    return rows
  end,
}
