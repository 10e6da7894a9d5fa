local fields = require "lib.fields"
local more = require "lib.training_fields"
local trainings = require "lib.trainings"

return {
  zh = "记录计划外的培训", en = "Record an extra training", permission = "fire_safety.train",
  records = "training", opens = true,
  input = fields.extra_of(table.unpack(more)),
  output = fields.of(),
  run = function(call, home)
    local facts = trainings.hold(call, home, "regular")
    trainings.check_rate(call, facts)
    if refused() then stop() end
    return { facts = facts, schedule = home.schedule("training", { subject = "home",
      at = call.input.at or call.happened_at }) }
  end,
}
