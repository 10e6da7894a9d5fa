local again = require "lib.again"
local fields = require "lib.fields"
local orders = require "lib.orders"
local reading = require "lib.reading"
local safety = require "lib.safety"

return {
  zh = "开立医嘱", en = "New order", permission = "medication.order", subject = "resident",
  input = fields.need(fields.of("resident",
    { name = "drug", type = "ref", to = "drug", required = true, zh = "药品", en = "Drug" },
    "dose", "route", "frequency", "times", "weekdays", "meal",
    { name = "start", type = "instant", zh = "开始（不填就是现在）", en = "Start (now when empty)" },
    "end", "review", "indication", "prescriber", "document", "prescription", "class",
    "prn", "min_interval", "max_doses", "max_amount", "conditions", "signer", "instruction",
    "override", "agreed_by", "agreed_how", "agreed_at"),
    "dose", "route"),
  output = {
    { name = "order", type = "id", zh = "医嘱", en = "Order" },
    { name = "course", type = "id", zh = "用药", en = "Course" },
    { name = "due", type = "text", zh = "用法", en = "How often" },
    { name = "due_en", type = "text", zh = "用法（英文）", en = "How often" },
    { name = "warnings", type = "json", zh = "提醒", en = "Warnings" },
  },
  run = function(call, home)
    local input = call.input
    local resident = reading.resident(home, input.resident)
    local drug = home.get("drug", input.drug)
    if not drug.active then
      refuse("drug", "inactive", "这种药已从目录停用。", "This drug is no longer in use.")
    end
    local row, rests = orders.read(call, home, input, resident.id, drug)
    if refused() then stop() end

    local id, notice = orders.begin(call, home, row, rests)
    local warnings = safety.at_order(call, home, row)
    warnings[#warnings + 1] = notice
    warnings[#warnings + 1] = again.warning(home, row, call.now)
    home.publish("ordered", "resident:" .. resident.id,
      { order = id, resident = resident.id, drug = drug.id })
    return { order = id, course = row.course, due = row.often, due_en = row.often_en,
      warnings = warnings }
  end,
}
