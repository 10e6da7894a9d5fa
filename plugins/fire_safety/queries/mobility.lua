local c = require "lib.columns"

return {
  zh = "疏散方式", en = "Ways out", permission = "fire_safety.read", input = {},
  columns = c.of(c.ref("resident", "residents.resident", "老人", "Resident"),
    c.text("mobility", "疏散方式", "Way out"), c.boolean("dementia", "失智", "Dementia"),
    c.boolean("oxygen", "吸氧", "Oxygen"), c.boolean("isolation", "隔离", "Isolated")),
  sql = [[
    select r.id as resident, r.mobility, r.dementia, r.oxygen,
           r.infection in ('suspected', 'contagious') as isolation
    from residents_resident r where r.state = 'living'
  ]],
}
