local fields = require "lib.fields"

return {
  zh = "撤回申请", en = "Withdraw an application", permission = "beds.apply",
  input = fields.of("application", "reason"),
  output = fields.of({ name = "application", type = "id", zh = "申请", en = "Application" }),
  run = function(call, home)
    local application = home.get("application", call.input.application)
    if application.state ~= "waiting" then
      refuse("application", "state", "只有轮候中的申请能撤回。已预定的请先取消预定。",
        "Only a waiting application can be withdrawn. Cancel its reservation first.")
      stop()
    end
    home.update("application", application.id, { state = "withdrawn", note = call.input.reason })
    home.publish("withdrawn", "resident:" .. application.resident,
      { application = application.id, resident = application.resident })
    return { application = application.id }
  end,
}
