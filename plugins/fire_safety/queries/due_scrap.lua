-- An open scrapping that is due already.
local c = require "lib.columns"

return {
  zh = "到期的报废", en = "Scrapping that is due", permission = "fire_safety.read",
  input = { { name = "equipment", type = "ref", to = "equipment", required = true, zh = "器材",
    en = "Equipment" } },
  columns = c.of("duty"),
  sql = [[
    select d.duty from fire_safety_equipment e
    join own_duty_open d on d.schedule = e.scrap_schedule
    where e.id = :equipment and d.due <= now()
  ]],
}
