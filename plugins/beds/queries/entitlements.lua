-- Entitlements that are valid today, of those who wait or of one resident.
local columns = require "lib.columns"

return {
  zh = "轮候者的身份", en = "Entitlements of applicants", permission = "beds.read",
  input = { columns.resident },
  columns = columns.of("resident",
    { name = "status", type = "text", zh = "身份", en = "Entitlement" }),
  sql = [[
    select s.resident, s.kind as status
    from residents_status s
    where (s.resident = :resident or :resident is null and exists (
        select 1 from beds_application a where a.resident = s.resident and a.state = 'waiting'))
      and s.starts <= today() and (s.ends is null or s.ends > today())
    order by s.resident, s.id
  ]],
}
