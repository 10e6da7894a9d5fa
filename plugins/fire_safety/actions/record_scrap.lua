local equipment = require "lib.equipment"
local fields = require "lib.fields"
local when = require "lib.when"

return {
  zh = "记录报废", en = "Record scrapping", permission = "fire_safety.check", records = "scrap",
  input = fields.duty_of("note",
    { name = "replaced_by", type = "ref", to = "equipment", zh = "换上的器材",
      en = "Replaced by" }),
  output = fields.of(),
  run = function(call, home)
    local at, row = when.claimed(call), equipment.of(call, home)
    if call.input.outcome == "not_done" then return { facts = { equipment = row.id } } end
    when.final(call)
    if row.state == "scrapped" then
      refuse("duty", "scrapped", "这件器材已经报废。", "This was scrapped.")
      stop()
    end
    equipment.stop_all(call, home, row)
    home.update("equipment", row.id, { state = "scrapped", scrapped = time.date(at),
      check_schedule = null, service_schedule = null, scrap_schedule = null })
    home.publish("scrapped", "equipment:" .. row.id, { equipment = row.id })
    return { facts = { equipment = row.id, replaced_by = call.input.replaced_by } }
  end,
}
