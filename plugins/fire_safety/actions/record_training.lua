local fields = require "lib.fields"
local more = require "lib.training_fields"
local trainings = require "lib.trainings"

return {
  zh = "记录消防培训", en = "Record a training", permission = "fire_safety.train",
  records = "training",
  input = fields.duty_of(table.unpack(more)),
  output = fields.of(),
  run = function(call, home)
    if call.input.outcome == "not_done" then return { facts = {} } end
    local facts = trainings.hold(call, home, "regular")
    trainings.check_rate(call, facts)
    if refused() then stop() end
    return { facts = facts }
  end,
}
