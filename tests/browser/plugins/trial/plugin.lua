-- A plugin for the browser tests: each kind of page once, over real duties.
local function text(name, zh, max)
  return { name = name, type = "text", max = max or 200, zh = zh, en = name }
end
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end
local resident = field("resident", "ref", "老人", { to = "residents.resident" })
local must = field("resident", "ref", "老人", { to = "residents.resident", required = true })
local span = { field("from", "date", "从", { required = true }),
  field("to", "date", "到", { required = true }) }
local results = { { value = "good", zh = "正常", en = "Good", tone = "free" },
  { value = "bad", zh = "异常", en = "Bad", tone = "alarm" },
  { value = "none", zh = "没有此项", en = "None" } }

local permissions = {
  ["trial.use"] = { roles = { "manager", "nurse" }, zh = "试用", en = "Try" },
}

return {
  id = "trial", version = "1.0.0", host = 1, needs = { "residents" }, zh = "试用", en = "Trial",
  permissions = permissions,
  tables = {
    task = { zh = "用药", en = "Task", share = { "title" }, columns = {
      field("resident", "ref", "老人", { to = "residents.resident", required = true }),
      field("title", "text", "药品", { required = true }), text("amount", "用量"),
      text("route", "途径"), text("ask", "要问的"), field("signer", "boolean", "双人核对"),
      field("schedule", "integer", "日程"),
    } },
    reading = { zh = "测量", en = "Reading", columns = {
      field("resident", "ref", "老人", { to = "residents.resident", required = true }),
      field("at", "instant", "时间", { required = true }), text("series", "种类"),
      field("value", "decimal", "数值", { scale = 2 }), text("note", "说明"),
    } },
  },
  duties = {
    give = {
      zh = "试用发药", en = "Give", permission = "trial.use",
      outcomes = { { value = "given", zh = "已服", en = "Given", done = true },
        { value = "refused", zh = "拒服", en = "Refused", reason = true },
        { value = "held", zh = "暂缓", en = "Held", reason = true },
        { value = "absent", zh = "不在", en = "Absent", reason = true } },
      early = "PT2H", late = "PT1H", missed = "PT12H", second_signer = false,
      fields = { field("pulse", "integer", "脉搏") },
    },
    walk = {
      zh = "试用巡查", en = "Walk", permission = "trial.use",
      outcomes = { { value = "done", zh = "已查", en = "Done", done = true },
        { value = "skipped", zh = "未查", en = "Skipped", reason = true } },
      early = "PT2H", late = "PT1H", missed = "PT12H", standard = "试用标准 第 5 条",
    },
  },
  actions = {
    setup = require "actions.setup",
    move = require "actions.move",
    give = require "actions.give",
    extra = require "actions.extra",
    walk = require "actions.walk",
    read = {
      zh = "记录测量", en = "Record a reading", permission = "trial.use",
      input = { must, field("pulse", "integer", "脉搏", { required = true, min = 20, max = 250 }) },
      run = function(call, home)
        home.insert("reading", { resident = call.input.resident, at = call.happened_at,
          series = "pulse", value = tostring(call.input.pulse) })
        home.publish("read", "resident:" .. call.input.resident, {})
        return {}
      end,
    },
  },
  queries = {
    round = require "queries.round",
    month = require "queries.month",
    course = {
      permission = "trial.use", input = { must },
      columns = { field("id", "id", "编号"), field("at", "instant", "时间"), text("series", "种类"),
        field("value", "decimal", "数值", { scale = 2 }), text("text", "内容"),
        field("kind", "enum", "种类", { values = {
          { value = "level", zh = "等级", en = "Level" },
          { value = "pulse", zh = "脉搏", en = "Pulse" } } }), text("tone", "色调") },
      sql = [[
        select id, at, series, value, coalesce(note, '脉搏 ' || value / 100) as text, series as kind,
               iif(series = 'pulse' and value < 6000, 'late', 'plain') as tone
        from trial_reading where resident = :resident order by at desc
      ]],
    },
    head = {
      permission = "trial.use", input = { must },
      columns = { field("resident", "id", "编号"), text("name", "姓名"), text("allergies", "过敏") },
      sql = [[ select r.id as resident, r.name, '青霉素' as allergies
               from residents_resident r where r.id = :resident ]],
    },
    items = require "queries.items",
    days = {
      permission = "trial.use", input = span,
      columns = { field("day", "date", "日期"), field("count", "integer", "件数"),
        text("tone", "色调"), text("state", "状态") },
      sql = [[
        select local_date(due) as day, count(*) as count,
               case state when 'late' then 'late' when 'missed' then 'alarm' else 'reserved' end
                 as tone,
               case state when 'late' then '已晚' when 'missed' then '错过' else '应做' end as state
        from own_duty_open d
        where local_date(due) >= :from and local_date(due) < :to group by 1, 3, 4
        union all
        select local_date(due), count(*), 'free', '已做' from own_duty_done d
        where newest = 1 and local_date(due) >= :from and local_date(due) < :to group by 1
      ]],
    },
    of_day = {
      permission = "trial.use", input = { field("day", "date", "日期", { required = true }) },
      columns = { text("duty", "任务"), field("due", "instant", "时间"), text("title", "内容") },
      sql = [[
        select duty, due, data ->> '$.title' as title from own_duty_open d
        where local_date(due) = :day
        union all
        select duty, due, data ->> '$.title' from own_duty_done d
        where newest = 1 and local_date(due) = :day order by 2
      ]],
    },
    figures = require "queries.figures",
    more_figures = {
      permission = "trial.use",
      columns = { text("title", "名称"), field("value", "integer", "数值") },
      sql = [[ select '登记的老人' as title, count(*) as value from residents_resident ]],
    },
  },
  pages = {
    round = {
      kind = "round", zh = "试用发药", en = "Trial round", menu = "round", icon = "round", order = 90,
      query = "round", filters = { "resident" }, action = "give",
      parts = { person = "resident", name = "resident_name", hints = { "hint" } },
      notes = { "sex" }, alerts = { "allergies" },
      outcomes = { { outcome = "given", key = "g" },
        { outcome = "refused", key = "r", reasons = { { zh = "不肯服", en = "Would not" },
          { zh = "睡着", en = "Asleep" } } }, { outcome = "held", key = "h" } },
      actions = { { action = "extra", key = "x" } }, page_actions = { "setup" }, record = "person",
    },
    month = {
      kind = "grid", zh = "试用月表", en = "Trial month", menu = "medication", order = 90,
      query = "month", subject = "resident",
      period = { from = "from", to = "to", units = { "month", "week", "year" } }, key = "task",
      title = "title", notes = { "amount", "route" }, about = { query = "head",
        title = "name", alerts = { "allergies" } },
      legend = { { text = "√", tone = "free", zh = "已服", en = "Given" },
        { text = "○", tone = "reserved", zh = "该给", en = "Due" } },
      signatures = { { zh = "护士", en = "Nurse" } },
    },
    course = {
      kind = "timeline", zh = "试用经过", en = "Trial course", menu = "medication", order = 91,
      query = "course", subject = "resident",
      charts = { { series = "level", zh = "能力等级", en = "Level", min = "0", max = "3", values = {
        { value = "0", zh = "完好", en = "Intact" }, { value = "1", zh = "轻度", en = "Light" },
        { value = "2", zh = "中度", en = "Middling" }, { value = "3", zh = "重度", en = "Heavy" } } },
        { series = "pulse", zh = "脉搏", en = "Pulse", unit = "次/分", low = "60", high = "100",
          points = true } },
    },
    walk = {
      kind = "checklist", zh = "试用巡查", en = "Trial walk", menu = "safety", icon = "safety",
      order = 90, query = "items", action = "walk", filters = { "route" }, groups = { "part" },
      answers = { answer = "result" }, note_for = { "bad" },
      signatures = { { zh = "巡查人", en = "By" } },
    },
    days = {
      kind = "calendar", zh = "试用日历", en = "Trial calendar", menu = "quality", order = 90,
      query = "days", period = { from = "from", to = "to", units = { "month", "year" } },
      record = "of_day",
    },
    of_day = { kind = "list", zh = "当天事项", en = "Of the day", menu = "none", query = "of_day",
      subject = "day", key = "duty" },
    figures = {
      kind = "dashboard", zh = "试用指标", en = "Trial figures", menu = "quality", order = 91,
      query = "figures", groups = { "part" }, sections = {
        { zh = "其他", en = "More", query = "more_figures" },
        { zh = "日历", en = "Calendar", page = "days" } },
    },
    person = {
      kind = "record", zh = "试用档案", en = "Person", query = "head", key = "resident",
      title = "name", alerts = { "allergies" }, pages = { "course" },
      sections = { { zh = "月表", en = "Month", page = "month" } },
    },
  },
}
