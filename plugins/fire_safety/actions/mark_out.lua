-- Residents are safe, or did not take part.
local drills = require "lib.drills"
local enums = require "data.enums"
local fields = require "lib.fields"
local when = require "lib.when"

return {
  zh = "标记撤出", en = "Mark as out", permission = "fire_safety.drill",
  input = fields.of("drill",
    { name = "residents", type = "list", max = 500, required = true, zh = "老人",
      en = "Residents", of = { type = "ref", to = "residents.resident" } },
    { name = "state", type = "enum", values = { enums.person_state[2], enums.person_state[3] },
      default = "safe", zh = "状态", en = "State" }, "at"),
  output = fields.of(fields.integer("left", "还没撤出的人数", "Not out yet")),
  run = function(call, home)
    local input, at = call.input, when.claimed(call)
    local drill = drills.of(call, home, "running")
    if at < drill.started then
      refuse("at", "order", "时间早于演练开始。", "That is before the drill began.")
    end
    if refused() then stop() end
    for i, resident in ipairs(input.residents) do
      local row = home.find("drill_person", { drill = drill.id, resident = resident })[1]
      if not row then
        refuse("residents[" .. i - 1 .. "]", "not_listed", "这位老人不在这次演练的名单上。",
          "This resident is not on this drill's list.")
      elseif row.state ~= "inside" then
        refuse("residents[" .. i - 1 .. "]", "twice", "这位老人已经标记过。",
          "This resident is marked already.")
      else
        home.update("drill_person", row.id, { state = input.state, recorded = call.now,
          safe_at = input.state == "safe" and at or nil })
      end
    end
    if refused() then stop() end
    return { left = #home.find("drill_person", { drill = drill.id, state = "inside" }) }
  end,
}
