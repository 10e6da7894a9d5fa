-- An event that was recorded by mistake: it stays on file, with the reason.
local fields = require "lib.fields"
local late_events = require "lib.late_events"
local tell = require "lib.tell"

return {
  zh = "撤销风险事件", en = "Withdraw an event", permission = "assessment.events",
  input = fields.of({ name = "event", type = "ref", to = "risk_event", required = true, zh = "事件",
    en = "Event" },
    { name = "reason", type = "text", min = 2, max = 500, required = true, zh = "原因",
      en = "Reason" }),
  output = fields.of({ name = "event", type = "id", zh = "编号", en = "Number" }),
  run = function(call, home)
    local event = home.get("risk_event", call.input.event)
    if event.withdrawn then
      refuse("event", "withdrawn", "这个事件已经撤销。", "This event is withdrawn already.")
      stop()
    end
    home.update("risk_event", event.id, { withdrawn = call.input.reason })
    tell(home, event.resident, "risk_event")
    late_events(call, home, event.resident)
    return { event = event.id }
  end,
}
