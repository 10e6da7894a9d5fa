-- What is due within the next hours and what was recorded today.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  permission = "trial.use",
  input = { field("resident", "ref", "老人", { to = "residents.resident" }) },
  columns = {
    field("resident", "ref", "老人", { to = "residents.resident" }), field("resident_name", "text", "姓名"),
    field("sex", "enum", "性别", { values = { { value = "male", zh = "男", en = "Male" },
      { value = "female", zh = "女", en = "Female" } } }),
    field("allergies", "text", "过敏"), field("duty", "text", "任务"),
    field("version", "integer", "版本"), field("task", "ref", "用药", { to = "task" }),
    field("title", "text", "药品"), field("amount", "text", "用量"), field("route", "text", "途径"),
    field("hint", "text", "提示"), field("ask", "json", "要问的"), field("signer", "boolean", "双人"),
    field("due", "instant", "时间"), field("state", "enum", "状态", { values = {
      { value = "due", zh = "到时间", en = "Due" }, { value = "late", zh = "已晚", en = "Late" },
      { value = "missed", zh = "错过", en = "Missed" }, { value = "held", zh = "暂停", en = "Held" },
      { value = "upcoming", zh = "快到时间", en = "Soon" } } }), field("tone", "text", "色调"),
    field("outcome", "text", "结果"), field("outcome_id", "id", "编号"), field("at", "instant", "时间"),
    field("person_name", "text", "执行人"), field("second_name", "text", "核对人"),
    field("reason", "text", "原因"),
  },
  sql = [[
    with lines as (
      select duty, version, data ->> '$.task' as task, due, state, null as outcome,
             null as outcome_id, null as at, null as person_name, null as second_name,
             null as reason
      from own_duty_open d where d.kind = 'give' and d.due < now() + 7200000
      union all
      select duty, version, data ->> '$.task', due, null, outcome, outcome_id, at, person_name,
             second_name, reason
      from own_duty_done d where d.kind = 'give' and d.newest = 1 and d.due > now() - 43200000
    )
    select t.resident, r.name as resident_name, r.sex, '青霉素、磺胺' as allergies, l.duty,
           l.version, t.id as task, t.title, t.amount, t.route, '饭后服，温水送服' as hint, t.ask,
           t.signer, l.due, l.state,
           case l.state when 'late' then 'late' when 'missed' then 'alarm' else 'reserved' end
             as tone,
           l.outcome, l.outcome_id, l.at, l.person_name, l.second_name, l.reason
    from lines l join trial_task t on t.id = l.task
    join residents_resident r on r.id = t.resident
    where :resident is null or t.resident = :resident
    order by t.resident, l.due, t.id
  ]],
}
