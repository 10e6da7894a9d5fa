-- Residents whose medicines the home gives without an agreement that holds today.
local fields = require "lib.stock_fields"

return {
  zh = "没有服药管理协议的老人", en = "Residents without an agreement", permission = "medication.read",
  columns = fields.of("resident", "resident_name",
    { name = "orders", type = "integer", zh = "医嘱", en = "Orders" }),
  sql = [[
    select o.resident, r.name as resident_name, count(o.id) as orders
    from medication_order o join residents_resident r on r.id = o.resident
    where o.starts <= now() and (o.ends is null or o.ends > now())
      and not exists (select 1 from medication_ending e where e.for_order = o.id and e.at <= now())
      and not exists (select 1 from medication_consent c where c.resident = o.resident
        and c.state = 'valid' and c.starts <= today() and (c.ends is null or c.ends > today()))
    group by o.resident, r.name order by r.name, o.resident
  ]],
}
