-- The fire book at a glance.
local c = require "lib.columns"
local clauses = require "data.duties"
local enums = require "data.enums"
local night_gaps = require "lib.night_gaps"

local function figure(rows, key, zh, en, value, bad, more)
  local row = { key = key, title = { zh = zh, en = en }, value = tostring(value),
    tone = bad and bad(value) or "plain" }
  for name, each in pairs(more or {}) do row[name] = each end
  rows[#rows + 1] = row
end

local function alarm(value) return value > 0 and "alarm" or "free" end
local function late(value) return value > 0 and "late" or "free" end

local function said(call, instant, days)
  if not instant then return "—", "late" end
  local day = time.date(instant)
  return day, date.diff(call.today, day) > days and "late" or "free"
end

local function duties(rows, n)
  figure(rows, "missed", "错过的任务", "Missed duties", n.missed, alarm, { page = "due" })
  figure(rows, "late", "迟了的任务", "Late duties", n.late, late, { page = "due" })
  figure(rows, "rounds", "近 7 天巡查次数", "Rounds of 7 days", n.rounds, nil,
    { page = "rounds", standard = clauses.patrol_day })
end

local function hazards(rows, n)
  figure(rows, "majors", "未销号的重大隐患（阻止评定合格）", "Open major hazards (keep from passing)",
    n.majors, alarm, { page = "hazards", standard = clauses.hazard, ask = { level = "major" } })
  figure(rows, "hazards", "未销号的隐患", "Open hazards", n.hazards, late, { page = "hazards" })
  figure(rows, "overdue", "超过整改期限", "Past their deadline", n.overdue, alarm,
    { page = "hazards" })
end

local function people(call, rows, n)
  local drilled, drill_tone = said(call, n.drilled, 184)
  local trained, train_tone = said(call, n.trained, 184)
  figure(rows, "drilled", "上次消防演练", "Last fire drill", drilled, nil,
    { page = "drills", tone = drill_tone, standard = clauses.fire_drill })
  figure(rows, "trained", "上次消防培训", "Last training", trained, nil,
    { page = "trainings", tone = train_tone, standard = clauses.training })
  figure(rows, "plans", "应急预案", "Emergency plans", n.plans, nil, { page = "plans",
    target = tostring(#enums.risk), tone = n.plans < #enums.risk and "late" or "free" })
end

return {
  zh = "消防安全", en = "Fire safety", permission = "fire_safety.read", input = {},
  columns = c.of(c.text("key", "编号", "Key"), c.json("title", "项目", "Figure"),
    c.text("value", "数", "Value"),
    c.text("target", "目标", "Target"), "tone", "standard", c.text("page", "页", "Page"),
    c.json("ask", "条件", "Asked"), "reasons"),
  run = function(call, home)
    local n, rows = home.query("counts", {}), array {}
    n = n[1] or n
    duties(rows, n)
    if n.routes == 0 then
      figure(rows, "gaps", "近 7 夜巡查超时", "Gaps of 7 nights", "—", nil, { page = "gaps",
        tone = "late", standard = clauses.patrol_night, reasons = array {
          { zh = "还没有设置夜间巡查路线。", en = "No night route is set up." } } })
    else
      local gaps = night_gaps(call, home, date.add(call.today, -7), call.today)
      figure(rows, "gaps", "近 7 夜巡查超时", "Gaps of 7 nights", #gaps, alarm,
        { page = "gaps", standard = clauses.patrol_night })
    end
    hazards(rows, n)
    figure(rows, "equipment", "在用器材", "Equipment in use", n.equipment, nil,
      { page = "equipment" })
    figure(rows, "limits", "30 天内到维修或报废期限", "At a limit within 30 days", n.limits, late,
      { page = "equipment" })
    people(call, rows, n)
    return rows
  end,
}
