-- Takes an incident down. Who must be told, and by when, is asked for at once,
-- counted from when it happened.
local deadlines = require "lib.deadlines"
local fields = require "lib.fields"
local keep = require "lib.documents"
local publish = require "lib.publish"

return { zh = "报告不良事件", en = "Report an incident", permission = "incidents.report",
  subject = "resident",
  input = fields.of("kind", fields.make("class", "enum", "上报类别", "Class for reporting",
    { default = "none", values = fields.of("class")[1].values }), "severity", "resident", "place",
    "what", "witnesses", fields.make("documents", "list", "照片和文件", "Pictures and documents",
      { max = 10, of = { type = "object", fields = fields.of("file", "title") } })),
  output = fields.of(fields.make("incident", "id", "事件", "Incident")),
  run = function(call, home)
    local input = call.input
    local id = home.insert("incident", { kind = input.kind, class = input.class,
      severity = input.severity, resident = input.resident, place = input.place,
      what = input.what, witnesses = input.witnesses, state = "open",
      happened = call.happened_at, reported = call.now, reporter = call.person.id,
      reporter_name = call.person.name })
    local row = home.get("incident", id)
    keep(call, home, row, input.documents)
    home.update("incident", id, { duties = deadlines.ask(call, home, row) })
    publish(home, "reported", row)
    return { incident = id }
  end }
