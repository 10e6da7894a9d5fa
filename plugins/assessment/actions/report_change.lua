-- The resident's state has changed, or a coma is over: an assessment is
-- wanted at once.
local dues = require "lib.dues"
local fields = require "lib.fields"
local here = require "lib.here"

local causes = {
  { value = "change", zh = "状态变化", en = "State changed" },
  { value = "coma", zh = "昏迷后清醒", en = "Awake after a coma" },
  { value = "doubt", zh = "对结果有疑问", en = "Result doubted" },
}

return {
  zh = "报告状态变化", en = "Report a change of state", permission = "assessment.events",
  subject = "resident",
  input = fields.of("resident",
    { name = "cause", type = "enum", values = causes, required = true, zh = "原因", en = "Cause" },
    { name = "note", type = "text", min = 2, max = 500, required = true, zh = "变化",
      en = "What changed" },
    "standard"),
  output = fields.of({ name = "due", type = "id", zh = "待评", en = "Due" }),
  run = function(call, home)
    here.check(home, call.input.resident)
    local input = call.input
    return { due = dues.open(home, call.now, { resident = input.resident,
      standard = input.standard or call.settings.main_standard, cause = input.cause,
      at = call.now, since = call.today, note = input.note }) }
  end,
}
