-- 能力评估: scales and their results, when to assess again, what follows for
-- care: plans, prevention, insurance.
local filling = require "lib.filling"
local scales = require "lib.scales"

local readers = { "manager", "admissions", "nurse", "doctor", "social_worker", "inspector" }
local fill = require "actions.fill"

local actions = {
  begin = require "actions.begin",
  correct = require "actions.correct",
  save = require "actions.save",
  sign = require "actions.sign",
  drop = require "actions.drop",
  complete = require "actions.complete",
  finish = require "actions.finish",
  report_change = require "actions.report_change",
  record_event = require "actions.record_event",
  withdraw_event = require "actions.withdraw_event",
  renew_plan = require "actions.renew_plan",
  add_goal = require "actions.add_goal",
  end_goal = require "actions.end_goal",
  add_task = require "actions.add_task",
  end_task = require "actions.end_task",
  record_ltc = require "actions.record_ltc",
  end_ltc = require "actions.end_ltc",
  tell_result = require "actions.tell_result",
}
-- fill_gbt42195, fill_ltc37, ...: a form for each scale
for _, ready in ipairs(scales.ready) do actions[filling.name(ready)] = fill(ready) end

local function days(name, default, min, max, zh, en)
  return { name = name, type = "integer", default = default, min = min, max = max, required = true,
    zh = zh, en = en }
end

local function switch(name, default, zh, en)
  return { name = name, type = "boolean", default = default, required = true, zh = zh, en = en }
end

return {
  id = "assessment", version = "1.0.0", host = 1, needs = { "residents", "beds" },
  zh = "能力评估", en = "Assessments",

  settings = {
    switch("stacking", false, "等级变更可以叠加（痴呆等加一级、风险事件再加一级）",
      "Changes of a level stack (dementia and events: two levels)"),
    switch("window_inclusive", true, "近 30 天含第 30 天", "Day 30 lies in the 30 days"),
    days("reassess_days", 180, 30, 730, "能力评估间隔（天）", "Days between assessments of ability"),
    days("safety_days", 365, 30, 365, "安全风险评估间隔（天，至少每年一次）",
      "Days between safety assessments (a year at most)"),
    days("tell_days", 7, 1, 90, "风险评估结果几天内告知相关第三方（标准未定）",
      "Days to tell relatives or agents of a risk result (the standard sets none)"),
    days("coma_days", 30, 1, 180, "昏迷后多少天复评", "Days to the assessment after a coma"),
    days("admission_days", 30, 1, 180, "入住前评估多少天内有效", "Days an admission assessment is good for"),
    days("again_days", 7, 1, 90, "评估推迟或拒绝后多少天再提醒",
      "Days until it is asked again when put off or refused"),
    days("review_hours", 72, 1, 720, "等级改变后多少小时内复核照护计划",
      "Hours to review the care plan when the level changes"),
    switch("after_hospital", true, "住院返回后重新评估", "Assess anew after a hospital stay"),
    switch("auto_plan", true, "首次评估后按模板建立照护计划", "The first assessment makes a care plan"),
    switch("must_sign", false, "评估人员必须本人登录签名", "Assessors must sign in themselves"),
    switch("provider_required", false, "必须填信息提供者", "An information provider is required"),
    days("ltc_from", 3, 1, 5, "长护险几级起可享受待遇（当地规定）", "Insurance pays from level (local)"),
    days("ltc_remind_days", 60, 1, 365, "长护险到期前多少天提醒", "Days of notice before eligibility ends"),
    { name = "main_standard", type = "text", max = 40, default = "GB/T 42195-2022", required = true,
      zh = "状态变化时用的量表", en = "Scale used when a state changes" },
  },

  data = {
    scales = require "data.scales",
    events = require "data.events",
    care = require "data.care",
  },

  rules = {
    score = require "rules.score",
    read = require "rules.read",
    sum = require "rules.sum",
    combination = require "rules.combination",
    grades = require "rules.grades",
    risks = require "rules.risks",
    changes = require "rules.changes",
    events = require "rules.events",
    self_rating = require "rules.self_rating",
    editions = require "rules.editions",
  },

  tables = {
    draft = require "tables.draft",
    assessment = require "tables.assessment",
    signature = require "tables.signature",
    risk_event = require "tables.risk_event",
    due = require "tables.due",
    plan = require "tables.plan",
    goal = require "tables.goal",
    task = require "tables.task",
    ltc = require "tables.ltc",
    notice = require "tables.notice",
  },

  permissions = {
    ["assessment.read"] = { roles = readers, zh = "查看评估", en = "Read assessments" },
    ["assessment.assess"] = { roles = { "manager", "nurse", "doctor", "social_worker" },
      zh = "评估", en = "Assess" },
    ["assessment.events"] = { roles = { "manager", "nurse", "doctor", "caregiver", "social_worker",
      "safety_officer" }, zh = "登记风险事件和状态变化", en = "Record events and changes of state" },
    ["assessment.plan"] = { roles = { "manager", "nurse", "doctor", "social_worker" },
      zh = "制定照护计划", en = "Make care plans" },
    ["assessment.care_read"] = { roles = { "manager", "admissions", "nurse", "doctor", "caregiver",
      "social_worker", "inspector" }, zh = "查看照护计划", en = "Read care plans" },
    ["assessment.care"] = { roles = { "manager", "nurse", "caregiver" }, zh = "记录照护任务",
      en = "Record care tasks" },
    ["assessment.ltc"] = { roles = { "manager", "nurse", "social_worker" }, zh = "登记长护险资格",
      en = "Keep insurance eligibility" },
  },

  actions = actions,

  queries = {
    score = require "queries.score",
    score_many = require "queries.score_many",
    self_rating = require "queries.self_rating",
    recompute = require "queries.recompute",
    current = require "queries.current",
    assessments = require "queries.assessments",
    assessment = require "queries.assessment",
    sheet = require "queries.sheet",
    risks = require "queries.risks",
    signatures = require "queries.signatures",
    drafts = require "queries.drafts",
    draft = require "queries.draft",
    draft_sheet = require "queries.draft_sheet",
    draft_signatures = require "queries.draft_signatures",
    dues = require "queries.dues",
    levels = require "queries.levels",
    event_counts = require "queries.event_counts",
    events = require "queries.events",
    events_of = require "queries.events_of",
    plans = require "queries.plans",
    plan = require "queries.plan",
    tasks = require "queries.tasks",
    task_rows = require "queries.task_rows",
    goals = require "queries.goals",
    stays_of = require "queries.stays_of",
    away = require "queries.away",
    ltc = require "queries.ltc",
    notices = require "queries.notices",
  },

  on = {
    ["duty.done"] = require "on.duty_done",
    ["beds.applied"] = require "on.wants_admission",
    ["beds.assigned"] = require "on.assigned",
    ["beds.left"] = require "on.left",
    ["beds.returned"] = require "on.returned",
    ["beds.withdrawn"] = require "on.withdrawn",
    ["beds.home_bed_opened"] = require "on.cared_for",
    ["beds.home_bed_closed"] = require "on.withdrawn",
    ["beds.discharged"] = require "on.discharged",
    ["incidents.reported"] = require "on.incident",
    ["incidents.corrected"] = require "on.incident",
    ["incidents.withdrawn"] = require "on.incident_withdrawn",
  },

  duties = require "duties",
  pages = require "pages",
}
