-- From which day to which each bed was used, for the figures of occupancy.
local columns = require "lib.columns"

return {
  zh = "使用天数", en = "Days of use", permission = "beds.read", at = true,
  input = {
    { name = "from", type = "date", required = true, zh = "从", en = "From" },
    { name = "to", type = "date", required = true, zh = "到", en = "To" },
  },
  columns = columns.of("bed",
    { name = "first", type = "date", zh = "从", en = "From" },
    { name = "gone", type = "date", zh = "到", en = "To" }),
  sql = [[
    select bed, first, gone
    from (
      select s.bed, local_date(s.starts) as first,
             case when s.state = 'ended' then local_date(s.ends) end as gone
      from beds_stay s where s.state in ('active', 'ended')
    )
    where first <= :to and (gone is null or gone > :from)
    order by bed, first
  ]],
}
