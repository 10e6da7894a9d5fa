local clauses = require "data.duties"
local kinds = require "data.kinds"

local names = {}
for _, kind in ipairs(kinds) do names[kind.value] = kind end

local function done(value, zh, en)
  return { value = value, zh = zh, en = en, done = true }
end

local not_done = { value = "not_done", zh = "没有做", en = "Not done", reason = true }
local checked = { done("normal", "正常", "Normal"), done("problem", "有问题", "Something is wrong"),
  not_done }
local plain = { done("done", "已完成", "Done"), not_done }
local walked = { done("done", "已完成，正常", "Done, all fine"),
  done("problems", "已完成，有问题", "Done, problems"),
  { value = "partial", zh = "未走完", en = "Cut short", reason = true }, not_done }

local function field(name, type, zh, en)
  return { name = name, type = type, zh = zh, en = en }
end

local check_fields = { { name = "items", type = "json", zh = "逐项结果", en = "Answers" },
  field("hazards", "json", "隐患", "Hazards"),
  field("claimed", "boolean", "补录时间", "Time claimed"),
  field("equipment", "integer", "器材", "Equipment"),
  field("scanned", "boolean", "扫过标签", "Label scanned"),
  field("on_shift", "boolean", "在班", "On shift") }
local hazard_fields = { field("hazard", "integer", "隐患", "Hazard"),
  field("level", "text", "等级", "Level"), field("edition", "text", "标准", "Standard"),
  field("deadline", "date", "期限", "Deadline"), field("owner", "text", "责任人", "Owner"),
  field("in_time", "boolean", "按期", "In time") }
local patrol_fields = { field("round", "integer", "巡查", "Round"),
  field("route", "integer", "路线", "Route"), field("points", "integer", "点数", "Points"),
  field("reached", "integer", "到点数", "Reached"), field("started", "instant", "开始", "Started"),
  field("ended", "instant", "结束", "Ended"), field("problems", "integer", "问题数", "Problems"),
  field("entry", "text", "记录方式", "Entry"), field("walked_by", "text", "巡查人", "Walked by") }
local drill_fields = { field("drill", "integer", "演练", "Drill"),
  field("risk", "text", "风险", "Risk"),
  field("announced", "boolean", "事先通知", "Announced"),
  field("started", "instant", "开始", "Started"), field("ended", "instant", "结束", "Ended"),
  field("safe", "integer", "撤出人数", "Brought out"),
  field("excused", "integer", "未参加", "Did not take part"),
  field("seconds", "integer", "用时（秒）", "Seconds"), field("staff", "integer", "工作人员", "Staff"),
  field("hazards", "json", "隐患", "Hazards") }
local training_fields = { field("training", "integer", "培训", "Training"),
  field("people", "integer", "人数", "People"), field("passed", "integer", "合格", "Passed"),
  field("person_minutes", "integer", "人次分钟", "Person-minutes") }

local function duty(name, permission, outcomes, fields, more)
  local declared = { zh = names[name].zh, en = names[name].en, permission = permission,
    outcomes = outcomes, fields = fields, standard = clauses[name] or clauses.hazard,
    early = "P1D", late = "P1D", missed = "P3D", second_signer = false, downtime = "all" }
  for key, value in pairs(more or {}) do declared[key] = value end
  return declared
end

local month = { early = "P1D", late = "P20D", missed = "P27D" }

local function with(base, more)
  local all = {}
  for key, value in pairs(base) do all[key] = value end
  for key, value in pairs(more) do all[key] = value end
  return all
end

local patrol_times = { early = "PT40M", late = "PT20M", missed = "PT90M", downtime = "latest" }
local check_signed = { second_signer = { outcomes = { "normal", "problem" } } }

return {
  patrol_day = duty("patrol_day", "fire_safety.patrol", walked, patrol_fields,
    with(patrol_times, { early = "PT2H", late = "PT2H", missed = "PT6H" })),
  patrol_night = duty("patrol_night", "fire_safety.patrol", walked, patrol_fields, patrol_times),
  patrol_review = duty("patrol_review", "fire_safety.manage",
    { done("done", "已审核", "Reviewed"), done("remarks", "已审核，有意见", "Reviewed, with remarks"),
      not_done },
    { field("from", "instant", "从", "From"), field("to", "instant", "到", "To"),
      field("rounds", "integer", "巡查次数", "Rounds"),
      field("late_entries", "integer", "补录次数", "Entered later") },
    { early = "PT1H", late = "PT12H", missed = "P2D" }),
  monthly_check = duty("monthly_check", "fire_safety.check", checked, check_fields,
    with(month, check_signed)),
  equipment_check = duty("equipment_check", "fire_safety.check",
    { done("normal", "合格", "Fit"), done("problem", "不合格", "Not fit"), not_done },
    check_fields, month),
  service = duty("service", "fire_safety.check", plain,
    { field("equipment", "integer", "器材", "Equipment"), field("firm", "text", "维修单位", "Firm"),
      field("certificate", "text", "合格证", "Certificate"),
      field("next_service", "date", "下次维修", "Next service") },
    { early = "P30D", late = "P23D", missed = "P30D" }),
  scrap = duty("scrap", "fire_safety.check", { done("done", "已报废", "Scrapped"), not_done },
    { field("equipment", "integer", "器材", "Equipment"),
      field("replaced_by", "integer", "换上的器材", "Replaced by") },
    { early = "P30D", late = "P23D", missed = "P30D" }),
  control_log = duty("control_log", "fire_safety.control", checked, check_fields,
    { early = "PT30M", late = "PT15M", missed = "PT1H", downtime = "latest" }),
  handover = duty("handover", "fire_safety.control", checked, check_fields,
    with(check_signed, { early = "PT30M", late = "PT15M", missed = "PT2H",
      downtime = "latest" })),
  full_test = duty("full_test", "fire_safety.check", checked, check_fields,
    with(month, check_signed)),
  fire_drill = duty("fire_drill", "fire_safety.drill",
    { done("done", "已完成", "Held"), not_done }, drill_fields, month),
  training = duty("training", "fire_safety.train",
    { done("done", "已完成", "Held"),
      { value = "below", zh = "合格率不够", en = "Too few passed", reason = true }, not_done },
    training_fields, month),
  new_staff = duty("new_staff", "fire_safety.train",
    { done("done", "合格", "Passed"), { value = "left", zh = "不再入职", en = "Does not join",
      reason = true } }, training_fields),
  plan_review = duty("plan_review", "fire_safety.manage",
    { done("unchanged", "不用改", "Stays as it is"), done("changed", "已修改", "Changed"),
      not_done },
    { field("plan", "integer", "预案", "Plan"), field("changed", "boolean", "已改", "Changed") },
    { early = "P30D", late = "P20D", missed = "P30D" }),
  plan_drill = duty("plan_drill", "fire_safety.drill", { done("done", "已完成", "Held"), not_done },
    drill_fields, { early = "P30D", late = "P20D", missed = "P30D" }),
  judge_hazard = duty("judge_hazard", "fire_safety.manage",
    { done("ordinary", "一般隐患", "Ordinary"), done("major", "重大事故隐患", "Major"),
      { value = "none", zh = "不构成隐患", en = "No hazard", done = true, reason = true } },
    hazard_fields),
  plan_hazard = duty("plan_hazard", "fire_safety.manage", { done("done", "已制定", "Planned") },
    hazard_fields),
  fix_hazard = duty("fix_hazard", "fire_safety.fix", { done("done", "已整改", "Put right") },
    hazard_fields),
  accept_hazard = duty("accept_hazard", "fire_safety.accept",
    { done("accepted", "验收合格", "Accepted"),
      { value = "rejected", zh = "退回整改", en = "Sent back", done = true, reason = true } },
    hazard_fields),
  close_hazard = duty("close_hazard", "fire_safety.manage", { done("done", "已销号", "Closed") },
    hazard_fields),
  escalation = duty("escalation", "fire_safety.lead",
    { { value = "decided", zh = "已处理", en = "Decided", done = true, reason = true } },
    { field("hazard", "integer", "隐患", "Hazard") }),
}
