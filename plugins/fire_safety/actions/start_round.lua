local fields = require "lib.fields"
local patrol = require "lib.patrol"
local when = require "lib.when"

return {
  zh = "开始巡查", en = "Start a round", permission = "fire_safety.patrol",
  input = fields.of("route", "at"),
  output = fields.of(fields.id("round", "巡查", "Round")),
  run = function(call, home)
    local at, route = when.claimed(call), home.get("route", call.input.route)
    patrol.walks(home, route, call.today)
    local open = home.find("round", { person = call.person.id, state = "running" })[1]
    if open then
      refuse("route", "running", "您还有一次巡查没有结束（" .. open.id .. "）。请先结束它。",
        "You have a round under way (" .. open.id .. "). End it first.")
    end
    if refused() then stop() end
    return { round = patrol.start(call, home, route.id, at, "electronic") }
  end,
}
