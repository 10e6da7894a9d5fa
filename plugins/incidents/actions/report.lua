-- Takes an incident down. Who must be told, and by when, is asked for at once,
-- counted from when it happened.
local fields = require "lib.fields"

local function class_of(call)
  for _, one in ipairs(call.data.classes) do
    if one.class == call.input.class then return one end
  end
end

return { zh = "报告不良事件", en = "Report an incident", permission = "incidents.report",
  subject = "resident",
  input = fields.of("kind", fields.make("class", "enum", "上报类别", "Class for reporting",
    { default = "none", values = fields.of("class")[1].values }), "severity", "resident", "place",
    "what", "witnesses"),
  output = fields.of(fields.make("incident", "id", "事件", "Incident")),
  run = function(call, home)
    local input, class, settings = call.input, class_of(call), call.settings
    local id = home.insert("incident", { kind = input.kind, class = input.class,
      severity = input.severity, resident = input.resident, place = input.place,
      what = input.what, witnesses = input.witnesses, state = "open",
      happened = call.happened_at, reported = call.now, reporter = call.person.id,
      reporter_name = call.person.name })
    local subject = "incident:" .. id
    if input.resident and input.severity ~= "near_miss" then
      home.schedule("tell_family", { subject = subject,
        at = time.iso(call.happened_at + settings.family_minutes * 60000) })
    end
    if class.told then
      home.schedule("tell_authority", { subject = subject,
        at = time.iso(call.happened_at + class.minutes * 60000) })
    end
    home.schedule("investigate", { subject = subject,
      at = time.iso(call.now + settings.settle_days * 86400000) })
    home.publish("reported", input.resident and "resident:" .. input.resident or subject,
      { incident = id, kind = input.kind, resident = input.resident, severity = input.severity,
        at = call.happened_at })
    return { incident = id }
  end }
