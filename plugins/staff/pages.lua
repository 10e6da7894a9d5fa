local function list(zh, en, order, query, columns, more)
  local page = { kind = "list", zh = zh, en = en, menu = "reports", order = order, query = query,
    key = "id", columns = columns }
  for key, value in pairs(more or {}) do page[key] = value end
  return page
end

return {
  staff = list("员工名册", "Staff", 30, "list",
    { "name", "post", "skill", "full_time", "since", "left" },
    { of = "member", title = "name", notes = { "post" }, filters = { "all" },
      actions = { "hire", "add_certificate", "train", "plan_shift" } }),
  on_duty = list("当班人员", "On duty", 40, "on_duty",
    { "member", "post", "skill", "starts", "ends", "came" }, { actions = { "plan_shift" },
      row_actions = { { action = "attend", fill = { shift = "id" } },
        { action = "miss", fill = { shift = "id" } } } }),
  shifts = list("排班表", "Shifts", 45, "shifts",
    { "starts", "ends", "member", "post", "came", "went", "absent" }, { filters = { "from", "to" },
      of = "shift", title = "member_name", notes = { "starts" }, actions = { "plan_shift" },
      row_actions = { { action = "attend", fill = { shift = "id", came = "came", went = "went" } },
        { action = "miss", fill = { shift = "id" } } } }),
  coverage = list("护理员配比经过", "Ratios over time", 47, "coverage",
    { "day", "clock", "carers", "came", "needed", "state" },
    { key = "at", filters = { "from", "to" } }),
  social_work = list("社会工作者配备", "Social workers over time", 48, "social_work",
    { "day", "beds", "social_workers", "needed", "state" }, { key = "day",
      filters = { "from", "to" } }),
  certificates = list("员工证书", "Certificates of staff", 50, "certificates",
    { "member", "kind", "number", "starts", "ends" }, { of = "certificate", title = "kind",
      notes = { "member_name" }, actions = { "add_certificate" } }),
  trainings = list("员工培训", "Training of staff", 60, "trainings",
    { "held", "member", "topic", "hours", "before_work", "score", "pass_mark" },
    { actions = { "train" } }),
}
