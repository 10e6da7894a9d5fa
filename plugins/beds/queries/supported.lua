-- How many people of an entitlement lived here between two days, and how many
-- do now or have reserved.
return {
  zh = "在住的保障对象", en = "Entitled people who live here", permission = "beds.read",
  input = {
    { name = "status", type = "text", max = 24, required = true, zh = "身份", en = "Entitlement" },
    { name = "from", type = "date", required = true, zh = "从", en = "From" },
    { name = "to", type = "date", required = true, zh = "到（不含）", en = "To (not included)" },
  },
  columns = {
    { name = "before", type = "integer", zh = "那段时间", en = "In that time" },
    { name = "now", type = "integer", zh = "现在", en = "Now" },
  },
  sql = [[
    with entitled as (
      select s.resident, s.state, local_date(s.starts) as starts,
             case when s.state = 'ended' then local_date(s.ends) end as ends,
             t.starts as entitled_from, t.ends as entitled_to
      from beds_stay s
      join residents_status t on t.resident = s.resident and t.kind = :status
      where s.purpose = 'long' and s.state in ('planned', 'active', 'ended')
    )
    select
      (select count(distinct resident) from entitled
       where state <> 'planned' and starts < :to and (ends is null or ends > :from)
         and entitled_from < :to and (entitled_to is null or entitled_to > :from)) as before,
      (select count(distinct resident) from entitled
       where state in ('planned', 'active') and entitled_from <= today()
         and (entitled_to is null or entitled_to > today())) as now
  ]],
}
