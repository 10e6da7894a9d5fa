-- Isolation or repair is over. An empty bed that was isolated is disinfected
-- before anybody gets it.
local conditions = require "lib.conditions"
local fields = require "lib.fields"
local stays = require "lib.stays"

return {
  zh = "恢复使用", en = "Put back in use", permission = "beds.block",
  input = fields.of("bed", "from"),
  output = fields.of({ name = "condition", type = "id", zh = "状况", en = "Condition" }),
  run = function(call, home)
    local bed = call.input.bed
    local at = stays.when(call)
    local condition = conditions.of(home, bed)
    if not condition or condition.kind == "cleaning" then
      refuse("bed", "not_blocked", "这张床没有隔离，也没有停用。",
        "This bed is neither isolated nor out of order.")
    end
    if refused() then stop() end
    local ended = conditions.close(home, condition, at)
    local living = home.find("stay", { bed = bed, state = "active" })[1]
    if condition.kind == "isolated" and not living then stays.soil(call, home, bed, ended) end
    home.publish("unblocked", "bed:" .. bed, { bed = bed, kind = condition.kind, at = ended })
    return { condition = condition.id }
  end,
}
