local events = require "data.events"
local filling = require "lib.filling"
local scales = require "lib.scales"

local tell = { "assessment.*", "duty.*" }

-- A chart for each scale, its levels in words.
local function charts()
  local list = {}
  for i, ready in ipairs(scales.ready) do
    local scale, values = ready.scale, {}
    for n, level in ipairs(scale.levels) do
      values[n] = { value = tostring(level.level), zh = level.zh, en = level.en }
    end
    list[i] = { series = scale.standard, zh = scale.standard, en = scale.standard, min = "0",
      max = tostring(#scale.levels - 1), values = values }
  end
  return list
end

local function draft_actions()
  local list = {}
  for i, ready in ipairs(scales.ready) do
    list[i] = { action = filling.name(ready), fill = { draft = "id" } }
    for _, field in ipairs(filling.fields(ready)) do list[i].fill[field.name] = field.name end
    if ready.scale.changes then
      for _, name in ipairs { "coma", "diagnoses", "psychiatrist" } do list[i].fill[name] = name end
      for _, kind in ipairs(events) do
        list[i].fill["event_" .. kind.value] = "event_" .. kind.value
      end
    end
    if ready.scale.self_rating then list[i].fill.self_rating = "self_rating" end
  end
  list[#list + 1] = { action = "sign", fill = { draft = "id" } }
  list[#list + 1] = { action = "finish", fill = { draft = "id",
    provider = "provider", relation = "relation", contact = "contact", place = "place",
    note = "note" } }
  list[#list + 1] = { action = "drop", fill = { draft = "id" } }
  return list
end

return {
  dues = {
    kind = "list", zh = "待评", en = "Assessments due", menu = "assessments", icon = "assessments",
    order = 10, query = "dues", key = "id", title = "resident_name",
    filters = { "standard", "before" }, record = "draft", record_key = "draft",
    columns = { "resident_name", "standard", "cause", "due", "state", "note", "draft_name" },
    actions = { "begin", "report_change" },
    row_actions = { { action = "begin", fill = { resident = "resident", standard = "standard" } },
      { action = "report_change", fill = { resident = "resident" } } },
    refresh = tell,
  },
  drafts = {
    kind = "list", zh = "评估草稿", en = "Drafts", menu = "assessments", icon = "form", order = 20,
    query = "drafts", of = "draft", key = "id", title = "resident_name", notes = { "standard" },
    record = "draft", columns = { "resident_name", "standard", "base_date", "reason", "began_by",
      "changed" },
    actions = { "begin" }, refresh = tell,
  },
  draft = {
    kind = "record", zh = "评估草稿", en = "Draft", query = "draft", key = "id",
    title = "resident_name", notes = { "standard", "base_date", "state" },
    sections = {
      { zh = "进度", en = "Progress", columns = { "answered", "items", "outlook", "reason",
        "provider", "relation", "contact", "place", "note", "began_by",
        "changed", "supersedes", "why" } },
      { zh = "还要处理", en = "Still to do", columns = { "reasons" } },
      { zh = "签名", en = "Signatures", query = "draft_signatures",
        columns = { "name", "background", "title", "at", "holds" } },
      { zh = "评估表", en = "Form", query = "draft_sheet",
        columns = { "code", "item", "score", "most", "means" } },
    },
    actions = draft_actions(), refresh = tell,
  },
  assessments = {
    kind = "list", zh = "评估记录", en = "Assessments", menu = "assessments", icon = "list",
    order = 30, query = "assessments", of = "assessment", key = "id", title = "resident_name",
    notes = { "standard", "base_date" }, filters = { "resident", "standard" },
    record = "assessment",
    columns = { "resident_name", "standard", "edition", "base_date", "total", "level", "level_zh",
      "state", "completed_by" },
    actions = { "begin" }, refresh = tell,
  },
  assessment = {
    kind = "record", zh = "评估结果", en = "Assessment", query = "assessment", key = "id",
    title = "resident_name", notes = { "standard", "edition", "base_date", "state" },
    alerts = { "superseded_why" },
    sections = {
      { zh = "结果", en = "Result", columns = { "subtotals", "total", "preliminary", "level",
        "level_zh", "previous", "reason" } },
      { zh = "等级变更依据", en = "Reasons of a change", columns = { "reasons", "warnings" } },
      { zh = "九项风险", en = "Nine risks", query = "risks",
        columns = { "risk", "points", "level_zh" } },
      { zh = "结果告知", en = "Who was told", query = "notices",
        columns = { "state", "due", "name", "relation", "way", "signature", "paper", "told",
          "person", "reason" } },
      { zh = "情况", en = "Facts", columns = { "diagnoses", "provider",
        "relation", "contact", "place", "note", "completed", "completed_by", "supersedes",
        "superseded_by", "why" } },
      { zh = "风险事件", en = "Care-risk events", query = "events_of",
        columns = { "which", "kind", "count", "date", "severity", "note", "withdrawn" } },
      { zh = "按各版本重算", en = "Recomputed by each edition", query = "recompute",
        columns = { "which", "edition", "holds", "total", "preliminary", "level_text" } },
      { zh = "签名", en = "Signatures", query = "signatures",
        columns = { "role", "name", "background", "title", "at", "how" } },
      { zh = "评估表", en = "Form", query = "sheet",
        columns = { "code", "item", "score", "most", "means" } },
    },
    actions = { { action = "correct", fill = { assessment = "id", base_date = "base_date" } } },
    refresh = tell,
  },
  begin = {
    kind = "form", zh = "开始评估", en = "Begin an assessment", menu = "assessments", icon = "form",
    order = 15, action = "begin",
  },
  levels = {
    kind = "timeline", zh = "等级经过", en = "Level history", menu = "assessments", icon = "clock",
    order = 40, query = "levels", subject = "resident", filters = { "resident", "standard" },
    key = "id", record = "assessment", charts = charts(), refresh = tell,
  },
  plans = {
    kind = "list", zh = "照护计划", en = "Care plans", menu = "assessments", icon = "check",
    order = 50, query = "plans", key = "resident", title = "resident_name", record = "plan",
    columns = { "resident_name", "level", "standard", "goals", "tasks", "reviewed", "review_due" },
    refresh = tell,
  },
  plan = {
    kind = "record", zh = "照护计划", en = "Care plan", query = "plan", key = "resident",
    title = "resident_name", notes = { "level", "standard" }, alerts = { "alert" },
    sections = {
      { zh = "依据", en = "Made for", columns = { "standard", "edition", "level", "template",
        "starts", "reviewed", "review_due" } },
      { zh = "目标", en = "Goals", query = "goals",
        columns = { "text", "origin", "target", "state", "note" } },
      { zh = "任务", en = "Tasks", query = "tasks", columns = { "text", "origin", "often", "starts",
        "state", "ended_because" } },
      { zh = "等级经过", en = "Level history", page = "levels" },
    },
    actions = { { action = "add_task", fill = { resident = "resident" } },
      { action = "add_goal", fill = { resident = "resident" } },
      { action = "renew_plan", fill = { resident = "resident" } } },
    refresh = tell,
  },
  tasks = {
    kind = "list", zh = "照护任务", en = "Care tasks", menu = "assessments", icon = "list",
    order = 51, query = "tasks", of = "task", key = "id", title = "text", filters = { "resident" },
    record = "plan", record_key = "resident",
    columns = { "resident_name", "text", "origin", "often", "starts", "state" },
    actions = { "add_task" }, row_actions = { { action = "end_task", fill = { task = "id" } } },
    refresh = tell,
  },
  goals = {
    kind = "list", zh = "照护目标", en = "Goals", menu = "assessments", icon = "list",
    order = 52, query = "goals", of = "goal", key = "id", title = "text", filters = { "resident" },
    record = "plan", record_key = "resident",
    columns = { "resident_name", "text", "origin", "target", "state" },
    actions = { "add_goal" }, row_actions = { { action = "end_goal", fill = { goal = "id" } } },
    refresh = tell,
  },
  events = {
    kind = "list", zh = "照护风险事件", en = "Care-risk events", menu = "safety", icon = "warn",
    order = 30, query = "events", of = "risk_event", key = "id", title = "resident_name",
    notes = { "date" }, filters = { "resident", "from", "to" }, record = "residents.record",
    record_key = "resident",
    columns = { "date", "resident_name", "kind", "severity", "note", "recorded_by", "withdrawn" },
    actions = { "record_event" },
    row_actions = { { action = "withdraw_event", fill = { event = "id" } } }, refresh = tell,
  },
  notices = {
    kind = "list", zh = "风险告知", en = "Results told", menu = "assessments", icon = "form",
    order = 35, query = "notices", of = "notice", key = "id", title = "resident_name",
    notes = { "base_date" }, filters = { "open", "resident" }, record = "assessment",
    record_key = "assessment",
    columns = { "resident_name", "base_date", "due", "state", "name", "relation", "way",
      "signature", "told", "person", "reason" },
    row_actions = { { action = "tell_result", fill = { duty = "duty", version = "version" } } },
    refresh = tell,
  },
  ltc = {
    kind = "list", zh = "长护险资格", en = "Insurance eligibility", menu = "assessments",
    icon = "clock", order = 60, query = "ltc", of = "ltc", key = "id", title = "resident_name",
    notes = { "document" }, record = "residents.record", record_key = "resident",
    columns = { "resident_name", "level", "starts", "ends", "again_from", "state", "document" },
    actions = { "record_ltc" }, row_actions = { { action = "end_ltc", fill = { ltc = "id" } } },
    refresh = tell,
  },
}
