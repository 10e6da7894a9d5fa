-- A fall, straying, choking or self-harm, with its day.
local fields = require "lib.fields"

return {
  zh = "登记风险事件", en = "Record a care-risk event", permission = "assessment.events",
  subject = "resident",
  input = fields.of("resident", "kind",
    { name = "date", type = "date", zh = "日期（不填就是今天）", en = "Date (today when empty)" },
    "note"),
  output = fields.of({ name = "event", type = "id", zh = "编号", en = "Number" }),
  run = function(call, home)
    local input = call.input
    local day = input.date or time.date(call.happened_at)
    if day > call.today then
      refuse("date", "future", "这一天还没有到。", "That day has not come yet.")
      stop()
    end
    local id = home.insert("risk_event", { resident = input.resident, kind = input.kind,
      date = day, note = input.note, recorded_by = call.person.name })
    home.publish("risk_event", "resident:" .. input.resident,
      { event = id, resident = input.resident, kind = input.kind, date = day })
    return { event = id }
  end,
}
