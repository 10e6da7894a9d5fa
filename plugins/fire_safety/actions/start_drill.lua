-- The clock runs; who is in the building now is who must come out.
local drills = require "lib.drills"
local evacuation = require "lib.evacuation"
local fields = require "lib.fields"
local when = require "lib.when"

return {
  zh = "开始演练", en = "Start a drill", permission = "fire_safety.drill",
  deadline_ms = 2000,
  input = fields.of("drill", "at"),
  output = fields.of(fields.integer("people", "要撤出的人数", "People to bring out")),
  run = function(call, home)
    local at, drill = when.claimed(call), drills.of(call, home, "planned")
    if refused() then stop() end
    home.update("drill", drill.id, { state = "running", started = at })
    local people = 0
    local list = drill.risk == "fire" and evacuation.list(call, home, drill) or {}
    for _, each in ipairs(list) do
      if each.presence == "inside" then
        people = people + 1
        home.insert("drill_person", { drill = drill.id, resident = each.resident,
          bed_name = each.bed, building = each.building, floor = each.floor,
          mobility = each.mobility, exit = each.exit, state = "inside" })
      end
    end
    return { people = people }
  end,
}
