-- How many lived here at the end of a day.
local fields = require "lib.fields"

return { zh = "在住老人", en = "Living here", permission = "registry.read",
  input = { fields.make("on", "date", "日期", "On", { required = true }) },
  columns = { fields.make("living", "integer", "在住老人", "Living here") },
  sql = [[
    select count(distinct s.resident) as living from beds_stay s
    where s.state in ('active', 'ended') and local_date(s.starts) <= :on
      and (s.ends is null or local_date(s.ends) > :on) ]] }
