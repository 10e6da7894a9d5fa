local fields = require "lib.fields"

return {
  zh = "记录维修", en = "Record a service", permission = "fire_safety.check", records = "service",
  input = fields.duty_of(fields.text("firm", "维修单位", "Firm", 100),
    fields.text("certificate", "合格证编号", "Certificate", 60)),
  output = fields.of(),
  run = require "lib.service",
}
