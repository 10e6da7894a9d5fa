local function page(kind, zh, en, more)
  local all = { kind = kind, zh = zh, en = en, refresh = { "fire_safety.*", "duty.*" } }
  for key, value in pairs(more) do all[key] = value end
  return all
end

local function list(order, zh, en, query, columns, more)
  local all = { menu = "safety", order = order, query = query, columns = columns,
    icon = "safety" }
  for key, value in pairs(more or {}) do all[key] = value end
  return page("list", zh, en, all)
end

local function checklist(zh, en, query, action, duty, more)
  local all = { menu = "none", query = query, action = action, duty = duty,
    note_for = { "bad" },
    signatures = { { zh = "检查人", en = "By" }, { zh = "部门负责人", en = "Head" } } }
  for key, value in pairs(more or {}) do all[key] = value end
  return page("checklist", zh, en, all)
end

local answer_record = { list = "answers", item = "item", answer = "answer", note = "note" }
local period = { from = "from", to = "to", units = { "month", "quarter" } }
local month = { from = "from", to = "to", units = { "month" } }

return {
  overview = page("dashboard", "消防安全", "Fire safety", { menu = "safety", order = 10,
    icon = "safety", query = "overview", key = "key",
    sections = { { zh = "阻止评定合格的隐患", en = "Hazards that keep from passing",
      query = "blocking", columns = { "what", "place", "state", "deadline", "standard" } } },
    page_actions = { "report_hazard", "start_programme", "start_control_room", "record_visit" } }),

  due = list(20, "消防任务", "Fire duties", "due",
    { "kind", "name", "due", "state", "standard" }, { key = "duty", title = "name" }),

  hazards = list(30, "隐患", "Hazards", "hazards",
    { "kind", "what", "place", "level", "state", "owner", "deadline", "found_at" },
    { of = "hazard", title = "what", notes = { "place" }, record = "hazard",
      filters = { "kind", "level", "state", "all" }, actions = { "report_hazard" },
      row_actions = { "judge", "plan_hazard", "fix", "accept", "close" } }),
  hazard = page("record", "隐患", "Hazard", { query = "hazard_record", key = "hazard",
    title = "what", notes = { "kind", "place", "level" },
    sections = {
      { zh = "发现和判定", en = "Found and judged", columns = { "kind", "building", "floor", "place",
        "source", "found_by_name", "found_at", "recorded", "level", "grounds", "edition",
        "blocks", "photo" } },
      { zh = "整改和验收", en = "Remedy and acceptance", columns = { "measures", "interim", "owner",
        "deadline", "escalated", "fixed_by_name", "fixed_at", "proof", "proof_file",
        "accepted_by_name", "accepted_at", "closed_at" } },
      { zh = "经过", en = "Steps", query = "hazard_steps",
        columns = { "state", "at", "recorded", "person_name", "note" } },
    },
    actions = { "judge", "plan_hazard", "fix", "accept", "close" } }),
  majors = list(31, "重大隐患判定标准", "List of major hazards", "majors",
    { "article", "group", "title", "standard", "confidence" }, { key = "key" }),

  rounds = list(40, "巡查记录", "Rounds", "rounds",
    { "route_name", "started", "ended", "recorded", "walked_by", "entry", "reached", "points",
      "problems", "state" },
    { of = "round", title = "route_name", notes = { "started" }, record = "round",
      row_actions = { { action = "scan", fill = { round = "round" } }, "abandon_round" },
      actions = { "start_round" }, period = period }),
  round = page("record", "巡查", "Round", { query = "round_record", title = "route_name",
    notes = { "started", "walked_by" },
    sections = {
      { zh = "巡查", en = "Round", columns = { "started", "ended", "recorded", "walked_by",
        "person_name", "entry", "state", "note" } },
      { zh = "各点", en = "Points", query = "round_scans",
        columns = { "name", "at", "recorded", "metres", "seconds", "hazard_name", "note" } },
    },
    actions = { "scan", "abandon_round" } }),
  gaps = list(41, "夜间巡查超时", "Gaps between night rounds", "gaps",
    { "night", "route_name", "from", "to", "minutes", "late_entry" },
    { key = "key", title = "route_name", period = period }),
  routes = list(42, "巡查路线", "Patrol routes", "routes",
    { "name", "kind", "times", "points", "starts", "ends" },
    { of = "route", title = "name", record = "route", actions = { "set_route" },
      row_actions = { "start_round", "end_route" } }),
  route = page("record", "巡查路线", "Patrol route", { query = "route_record", title = "name",
    notes = { "kind" },
    sections = { { zh = "巡查点", en = "Points", query = "route_points",
      columns = { "position", "name", "label", "place", "what", "metres", "time", "result" } } },
    actions = { "start_round", "end_route" }, pages = { "blank" } }),
  blank = page("list", "巡查空白表", "Blank patrol sheet", { menu = "none", query = "route_points",
    subject = "route", columns = { "position", "name", "place", "what", "time", "result" } }),
  points = list(43, "巡查点", "Patrol points", "points",
    { "label", "name", "building", "floor", "place", "what" },
    { of = "point", title = "name", notes = { "place" }, actions = { "add_point" } }),
  distances = list(44, "两点距离", "Distances", "distances", { "a_name", "b_name", "metres" },
    { actions = { "set_distance" } }),

  equipment = list(50, "消防器材", "Fire equipment", "equipment",
    { "label", "kind", "name", "building", "floor", "place", "next_service", "scrap_by",
      "state" },
    { of = "equipment", search = "find", title = "label", notes = { "kind", "place" },
      record = "item", filters = { "kind", "state" }, actions = { "register", "check_now" },
      row_actions = { { action = "check_now", fill = { code = "label" } }, "service_now",
        "move" } }),
  item = page("record", "器材", "Equipment", { query = "equipment_record", title = "label",
    notes = { "kind", "place" },
    sections = {
      { zh = "器材", en = "Equipment", columns = { "kind", "name", "maker", "building", "floor",
        "place", "state", "made", "serviced", "next_service", "scrap_by", "edition", "scrapped",
        "half_monthly", "note" } },
      { zh = "维护经过", en = "Upkeep", query = "equipment_done",
        columns = { "kind", "outcome", "at", "recorded", "person_name", "second_name",
          "reason" } },
    },
    actions = { "check_now", "service_now", "move" }, pages = { "equipment_check" } }),
  labels = list(51, "标签", "Labels", "labels",
    { "label", "title", "building", "floor", "place" },
    { key = "key", title = "label", filters = { "building", "floor" },
      actions = { "print_labels" } }),
  ways_out = list(52, "疏散出口", "Ways out", "ways_out",
    { "building", "floor", "unit", "exit_name" }, { actions = { "set_way_out" } }),

  equipment_check = checklist("器材检查", "Equipment check", "equipment_items",
    "record_equipment_check", "equipment_check",
    { subject = "equipment", filters = { "equipment" }, answers = answer_record }),
  monthly_check = checklist("防火检查", "Fire check", "monthly_check_items",
    "record_monthly_check", "monthly_check", { groups = { "group" }, answers = answer_record }),
  full_test = checklist("全面检测", "Full test", "full_test_items", "record_full_test",
    "full_test", { answers = answer_record }),
  control_log = checklist("控制室值班记录", "Control-room log", "control_log_items", "record_log",
    "control_log", { answers = answer_record }),
  handover = checklist("控制室交接班", "Handover", "handover_items", "hand_over", "handover",
    { answers = answer_record,
      signatures = { { zh = "交班人", en = "Hands over" }, { zh = "接班人", en = "Takes over" } } }),

  shifts = list(60, "控制室排班", "Control-room shifts", "shifts",
    { "starts", "ends", "first", "second", "people" },
    { period = period, actions = { "plan_shifts", "plan_shift" } }),
  control_gaps = list(61, "控制室缺岗", "Control room short of people", "control_gaps",
    { "from", "to", "people", "minutes" }, { key = "key", period = period }),
  controllers = list(62, "消防设施操作员", "Controllers", "controllers",
    { "name", "person", "certificate", "valid_to" },
    { of = "controller", title = "name", actions = { "certify" } }),

  evacuation = list(70, "疏散名单", "Evacuation list", "evacuation",
    { "floor", "unit", "bed", "resident_name", "mobility", "helpers", "exit", "presence" },
    { key = "resident", title = "resident_name", filters = { "building", "floor" },
      record = "residents.record", record_key = "resident",
      refresh = { "beds.**", "residents.*", "fire_safety.*" } }),
  drills = list(71, "演练", "Drills", "drills",
    { "risk", "planned", "announced", "leader", "state", "people", "safe", "seconds" },
    { of = "drill", title = "scenario", notes = { "planned" }, record = "drill",
      filters = { "risk" }, actions = { "plan_drill" },
      row_actions = { "start_drill", "mark_out", "finish_extra_drill", "cancel_drill" } }),
  drill = page("record", "演练", "Drill", { query = "drill_record", title = "scenario",
    notes = { "risk", "planned", "state" },
    sections = {
      { zh = "演练", en = "Drill", columns = { "risk", "planned", "announced", "building", "floor",
        "assembly", "leader", "started", "ended", "people", "safe", "seconds", "staff",
        "lessons" } },
      { zh = "撤出名单", en = "People to bring out", query = "drill_people",
        columns = { "resident_name", "bed_name", "mobility", "exit", "state", "safe_at",
          "seconds", "recorded" } },
    },
    actions = { "start_drill", "mark_out", "finish_extra_drill", "cancel_drill" } }),
  plans = list(72, "应急预案", "Emergency plans", "plans",
    { "risk", "reviewed", "drilled", "text", "file" },
    { key = "risk", title = "risk", actions = { "set_plan" } }),
  trainings = list(73, "培训", "Trainings", "trainings",
    { "kind", "topic", "held", "recorded", "minutes", "people", "passed", "percent" },
    { of = "training", title = "topic", record = "training", actions = { "extra_training" } }),
  training = page("record", "培训", "Training", { query = "training_record", title = "topic",
    notes = { "kind", "held" },
    sections = { { zh = "成绩", en = "Marks", query = "marks",
      columns = { "name", "score", "passed" } } } }),
  newcomers = list(74, "新员工", "New staff", "newcomers",
    { "name", "post", "starts", "passed" },
    { of = "newcomer", title = "name", actions = { "add_newcomer" },
      row_actions = { "train_newcomer" } }),

  evidence = list(80, "记录真实性", "How records came about", "evidence",
    { "fact", "kind", "count", "of", "percent" },
    { key = "key", title = "fact", period = month }),
  visits = list(81, "上级检查", "Visits", "visits", { "at", "who", "note" },
    { of = "visit", title = "who", actions = { "record_visit" } }),
  retention = list(82, "记录保存", "Retention", "retention",
    { "kind", "years", "records", "oldest", "keep_from", "standard" }, { key = "kind" }),
}
