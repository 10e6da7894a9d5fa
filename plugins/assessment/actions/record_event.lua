-- A fall, straying, choking or self-harm, with its day.
local fields = require "lib.fields"
local late_events = require "lib.late_events"

-- What the incident's report made an event of already would count twice.
local function known(home, input, day)
  local warnings = array {}
  for _, row in ipairs(home.find("risk_event", { resident = input.resident, kind = input.kind,
    date = day })) do
    if not row.withdrawn then
      local zh, en = row.recorded_by, row.recorded_by
      if row.incident then zh, en = "不良事件 " .. row.incident, "incident " .. row.incident end
      warnings[#warnings + 1] = { zh = "这位老人这一天已经有一条同类事件（" .. zh
        .. "）。若是同一件事，请撤销一条，否则算两次。",
        en = "This resident has an event of this kind on that day already (" .. en
          .. "). If it is the same one, withdraw one of them: it counts twice." }
    end
  end
  return warnings
end

return {
  zh = "登记风险事件", en = "Record a care-risk event", permission = "assessment.events",
  subject = "resident",
  input = fields.of("resident", "kind",
    { name = "date", type = "date", zh = "日期（不填就是今天）", en = "Date (today when empty)" },
    "note"),
  output = fields.of({ name = "event", type = "id", zh = "编号", en = "Number" },
    { name = "warnings", type = "json", zh = "请注意", en = "Warnings" }),
  run = function(call, home)
    local input = call.input
    local day = input.date or time.date(call.happened_at)
    if day > call.today then
      refuse("date", "future", "这一天还没有到。", "That day has not come yet.")
      stop()
    end
    local warnings = known(home, input, day)
    local id = home.insert("risk_event", { resident = input.resident, kind = input.kind,
      date = day, note = input.note, recorded_by = call.person.name })
    home.publish("risk_event", "resident:" .. input.resident,
      { event = id, resident = input.resident, kind = input.kind, date = day })
    late_events(call, home, input.resident)
    return { event = id, warnings = warnings }
  end,
}
