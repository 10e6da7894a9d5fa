-- A bed is isolated or out of order. Who lives in an isolated bed stays in it;
-- a broken bed is left first.
local conditions = require "lib.conditions"
local fields = require "lib.fields"
local stays = require "lib.stays"

local function check(home, input, open)
  if open and open.kind ~= "cleaning" then
    refuse("bed", "blocked", "这张床已经隔离或停用。", "This bed is isolated or out of order already.")
  end
  local living = home.find("stay", { bed = input.bed, state = "active" })[1]
  if living and input.kind == "out_of_order" then
    refuse("bed", "occupied", "床上还住着人，请先换床再停用。",
      "Somebody lives in this bed. Transfer them first.")
  end
end

return {
  zh = "隔离或停用", en = "Isolate or take out of order", permission = "beds.block",
  input = fields.of("bed",
    { name = "kind", type = "enum", required = true, zh = "状况", en = "Condition", values = {
      { value = "isolated", zh = "隔离", en = "Isolated" },
      { value = "out_of_order", zh = "停用维修", en = "Out of order" } } },
    "from", "reason",
    { name = "expected", type = "date", zh = "预计恢复", en = "Expected end" }),
  output = fields.of({ name = "condition", type = "id", zh = "状况", en = "Condition" }),
  run = function(call, home)
    local input = call.input
    local at = stays.when(call)
    local open = conditions.of(home, input.bed)
    check(home, input, open)
    if refused() then stop() end

    if open then conditions.close(home, open, at) end
    local id = conditions.open(home, { bed = input.bed, kind = input.kind, starts = at,
      expected = input.expected, note = input.reason })
    home.publish("blocked", "bed:" .. input.bed, { bed = input.bed, kind = input.kind, at = at })
    return { condition = id }
  end,
}
