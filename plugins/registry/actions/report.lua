local fields = require "lib.fields"

return { zh = "记录年度报告", en = "Record the yearly report", permission = "registry.keep",
  records = "yearly_report", input = fields.duty_of("document"),
  run = function(call)
    if call.input.outcome == "reported" and not call.input.document then
      refuse("document", "required", "请写报送的文件。", "Name what was handed in.")
      stop()
    end
    return { facts = { document = call.input.document } }
  end }
