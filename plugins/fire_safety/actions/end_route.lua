local fields = require "lib.fields"

return {
  zh = "停用路线", en = "End a route", permission = "fire_safety.setup", confirm = true,
  input = fields.of("route"),
  output = fields.of(fields.id("route", "路线", "Route")),
  run = function(call, home)
    local route = home.get("route", call.input.route)
    if route.ends then
      refuse("route", "ended", "这条路线已经停用。", "This route has ended already.")
      stop()
    end
    home.update("route", route.id, { ends = call.today, till = call.now })
    home.stop(route.schedule, call.now)
    return { route = route.id }
  end,
}
