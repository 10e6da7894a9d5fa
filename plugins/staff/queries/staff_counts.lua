-- Counts behind the indicators: beds and posts at the end of a period, training
-- within it.
local fields = require "lib.fields"

return { zh = "员工数字", en = "Counts of staff", permission = "staff.read",
  input = { fields.make("from", "date", "从", "From", { required = true }),
    fields.make("to", "date", "到（含）", "To (included)", { required = true }) },
  columns = { fields.make("beds", "integer", "在用床位", "Beds in use"),
    fields.make("social_workers", "integer", "社会工作者", "Social workers"),
    fields.make("carers", "integer", "护理员", "Carers"),
    fields.make("skilled", "integer", "有技能等级的护理员", "Carers with a skill level"),
    fields.make("person_times", "integer", "培训人次", "Training person-times"),
    fields.make("tested", "integer", "考核人次", "Tested"),
    fields.make("passed", "integer", "合格人次", "Passed") },
  sql = [[
    select b.beds, m.social_workers, m.carers, m.skilled, t.person_times, t.tested, t.passed
    from (select count(d.id) as beds from beds_bed d
        where (d.opened is null or d.opened <= :to) and (d.retired is null or d.retired > :to)) b
    join (select coalesce(sum(p.post = 'social_worker'), 0) as social_workers,
        coalesce(sum(p.post = 'carer'), 0) as carers,
        coalesce(sum(p.post = 'carer' and p.skill <> 'none'), 0) as skilled
      from staff_member p where p.since <= :to and (p.left is null or p.left >= :to)) m
    join (select count(r.id) as person_times, count(r.score) as tested,
        coalesce(sum(r.score >= r.pass_mark), 0) as passed
      from staff_training r where r.held >= :from and r.held <= :to) t ]] }
