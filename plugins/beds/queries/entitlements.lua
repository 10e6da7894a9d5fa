-- Entitlements that are valid today, of those who wait.
local columns = require "lib.columns"

return {
  zh = "轮候者的身份", en = "Entitlements of applicants", permission = "beds.read",
  input = {},
  columns = columns.of("resident",
    { name = "status", type = "text", zh = "身份", en = "Entitlement" }),
  sql = [[
    select s.resident, s.kind as status
    from residents_status s
    join beds_application a on a.resident = s.resident and a.state = 'waiting'
    where s.starts <= today() and (s.ends is null or s.ends > today())
    order by s.resident, s.id
  ]],
}
