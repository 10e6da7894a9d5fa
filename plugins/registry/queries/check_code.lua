-- Is this a sound credit code?
local fields = require "lib.fields"

return { zh = "核对信用代码", en = "Check a credit code", permission = "registry.read",
  single = true,
  input = { fields.make("code", "text", "统一社会信用代码", "Credit code", { min = 1, max = 30,
    required = true }) },
  columns = { fields.make("sound", "boolean", "正确", "Sound"),
    fields.make("fault", "text", "问题", "Fault"),
    fields.make("zh", "text", "说明", "In Chinese"),
    fields.make("en", "text", "说明（英文）", "In English") },
  run = function(call)
    local wrong = call.rules.credit_code(call.input.code)
    if not wrong then return { sound = true } end
    return { sound = false, fault = wrong.code, zh = wrong.zh, en = wrong.en }
  end }
