-- A line for each task of somebody, an entry for each dose, row by row.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  permission = "trial.use",
  input = { field("resident", "ref", "老人", { to = "residents.resident", required = true }),
    field("from", "date", "从", { required = true }), field("to", "date", "到", { required = true }) },
  columns = { field("task", "id", "编号"), field("title", "text", "药品"), field("amount", "text", "用量"),
    field("route", "text", "途径"), field("at", "date", "日期"), field("text", "text", "记号"),
    field("tone", "text", "色调"), field("hint", "text", "详情") },
  sql = [[
    with doses as (
      select data ->> '$.task' as task, local_date(due) as at, due, '○' as text,
             'reserved' as tone, '该给，还没有记录' as hint from own_duty_open d where kind = 'give'
      union all
      select data ->> '$.task', local_date(due), due, iif(outcome = 'given', '√', '×'),
             iif(outcome = 'given', 'free', 'late'),
             outcome || ' ' || person_name || coalesce(' ' || reason, '')
      from own_duty_done d where kind = 'give' and newest = 1
    )
    select t.id as task, t.title, t.amount, t.route, d.at, d.text, d.tone, d.hint
    from trial_task t
    left join doses d on d.task = t.id and d.at >= :from and d.at < :to
    where t.resident = :resident order by t.id, d.due
  ]],
}
