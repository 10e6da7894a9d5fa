local fields = require "lib.fields"

return {
  zh = "检查器材", en = "Check equipment", permission = "fire_safety.check",
  records = "equipment_check",
  input = fields.duty_of("answers",
    fields.text("code", "扫到的标签码", "Label scanned", 40)),
  output = fields.of(),
  run = require "lib.equipment_check",
}
