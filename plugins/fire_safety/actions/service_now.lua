-- A service outside the calendar, as after use.
local fields = require "lib.fields"
local service = require "lib.service"

return {
  zh = "临时维修", en = "Service now", permission = "fire_safety.check", records = "service",
  opens = true,
  input = fields.extra_of("equipment", fields.text("firm", "维修单位", "Firm", 100),
    fields.text("certificate", "合格证编号", "Certificate", 60)),
  output = fields.of(),
  run = function(call, home)
    local row = home.get("equipment", call.input.equipment)
    local due = home.query("due_service", { equipment = row.id })[1]
    if due then
      refuse("equipment", "use_duty", "这件器材有一项到期的维修任务，请在那项任务上记录。",
        "A service of this is due: record it there.")
      stop()
    end
    if row.service_schedule then home.stop(row.service_schedule, call.now) end
    local result = service(call, home)
    result.schedule = home.schedule("service", { subject = "equipment:" .. row.id,
      at = call.input.at or call.happened_at, data = { equipment = row.id } })
    return result
  end,
}
