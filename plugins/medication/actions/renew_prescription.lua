-- Answers the duty to renew a prescription: with the new one, or later, and why.
local fields = require "lib.fields"
local orders = require "lib.orders"
local prescriptions = require "lib.prescriptions"

return {
  zh = "续方", en = "Renew a prescription", permission = "medication.order",
  records = "renew_prescription",
  input = fields.of(
    { name = "duty", type = "text", max = 60, required = true, zh = "续方任务", en = "Duty" },
    { name = "outcome", type = "text", max = 20, required = true, zh = "结果", en = "Outcome" },
    { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
    { name = "version", type = "integer", zh = "版本", en = "Version" },
    table.unpack(fields.renewal_of)),
  output = { { name = "prescription", type = "id", zh = "处方", en = "Prescription" },
    { name = "last", type = "date", zh = "用到哪天（含）", en = "Last day (included)" } },
  run = function(call, home)
    local course = home.get("course", call.duty.data.course)
    local order = orders.current(call, home, course.current)
    -- the core records the duty that asked; what asks next is a new one
    course.renewal = nil
    home.update("course", course.id, { renewal = null })
    if call.input.outcome ~= "done" then
      prescriptions.again(call, home, course, order)
      return {}
    end
    local row = prescriptions.read(call, home, home.get("drug", order.drug), call.input)
    if refused() then stop() end
    return { prescription = prescriptions.keep(call, home, course, order, row), last = row.last,
      facts = { last = row.last } }
  end,
}
