local fields = require "lib.fields"

return {
  zh = "放弃这次巡查", en = "Give a round up", permission = "fire_safety.patrol", confirm = true,
  input = fields.of("round", fields.text("note", "原因", "Why", 500, true)),
  output = fields.of(fields.id("round", "巡查", "Round")),
  run = function(call, home)
    local round = home.get("round", call.input.round)
    if round.state ~= "running" then
      refuse("round", "over", "这一次巡查已经结束。", "This round is over.")
      stop()
    end
    home.update("round", round.id, { state = "abandoned", ended = call.now,
      note = call.input.note })
    return { round = round.id }
  end,
}
