local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "隐患经过", en = "Steps of a hazard", permission = "fire_safety.read",
  input = { { name = "hazard", type = "ref", to = "hazard", required = true, zh = "隐患",
    en = "Hazard" } },
  columns = c.of("id", c.enum("state", enums.hazard_state, "到", "Became"), "at", "recorded",
    "person_name", "note"),
  sql = [[
    select s.id, s.state, s.at, s.recorded, s.person_name, s.note
    from fire_safety_hazard_step s where s.hazard = :hazard order by s.id
  ]],
}
