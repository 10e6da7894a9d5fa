-- A report that was made by mistake: it stays on file, with the reason, and
-- nobody is asked about it any more.
local deadlines = require "lib.deadlines"
local fields = require "lib.fields"
local publish = require "lib.publish"

return { zh = "撤销报告", en = "Withdraw the report", permission = "incidents.settle", confirm = true,
  input = fields.of("incident", "because"),
  run = function(call, home)
    local row = home.get("incident", call.input.incident)
    if row.state == "closed" or row.state == "withdrawn" then
      refuse("incident", "state", "这件事已经结案或撤销。", "It is closed or withdrawn already.")
      stop()
    end
    deadlines.stop(home, row)
    home.update("incident", row.id, { state = "withdrawn", withdrawn = call.input.because })
    publish(home, "withdrawn", row)
  end }
