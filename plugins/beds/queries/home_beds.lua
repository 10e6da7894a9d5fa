-- 家庭养老床位, counted apart from the beds of the house.
local columns = require "lib.columns"

return {
  zh = "家庭养老床位", en = "Home beds", permission = "beds.read", at = true,
  input = {},
  columns = columns.of(
    { name = "home_bed", type = "id", zh = "编号", en = "Number" },
    "resident", "resident_name", "age",
    { name = "address", type = "text", zh = "地址", en = "Address" },
    "starts", "ends"),
  sql = [[
    select h.id as home_bed, h.resident, r.name as resident_name,
           age(r.born, today()) as age, h.address,
           h.starts, h.ends
    from beds_home_bed h
    join residents_resident r on r.id = h.resident
    where h.ends is null or h.ends > now()
    order by h.starts, h.id
  ]],
}
