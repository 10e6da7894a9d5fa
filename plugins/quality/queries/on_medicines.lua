-- How many residents the home gives medicines to.
local fields = require "lib.fields"

return {
  zh = "用药老人", en = "Residents on medicines", permission = "quality.read",
  columns = { fields.make("residents", "integer", "老人", "Residents") },
  sql = [[
    select count(distinct o.resident) as residents from medication_order o
    where o.starts <= now() and (o.ends is null or o.ends > now())
      and not exists (select 1 from medication_ending e where e.for_order = o.id
        and e.at <= now()) ]],
}
