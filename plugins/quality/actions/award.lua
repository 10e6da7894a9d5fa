-- Records the level that was announced, and asks in time for the next one.
local fields = require "lib.fields"

return {
  zh = "登记等级", en = "Record a level", permission = "quality.assess",
  input = fields.of(fields.make("level", "integer", "等级", "Level",
      { min = 1, max = 5, required = true }),
    fields.make("awarded", "date", "公布日期", "Announced", { required = true }), "document"),
  output = fields.of(fields.make("mark", "id", "等级", "Level mark"),
    fields.make("holds_to", "date", "有效至", "Holds until")),
  run = function(call, home)
    local input = call.input
    if input.awarded > call.today then
      refuse("awarded", "future", "公布日期不能在将来。", "The announcement can't be in the future.")
      stop()
    end
    local day = date.parts(input.awarded)
    local year = day.year + call.settings.mark_years
    -- A level of 29 February holds to 1 March.
    local ends = date.from(year, day.month, day.day) or date.from(year, 3, 1)
    local remind = date.add(ends, -call.settings.renew_days)
    local id = home.insert("mark", { level = input.level, awarded = input.awarded, holds_to = ends,
      document = input.document })
    if remind >= call.today then
      home.update("mark", id, { schedule = home.schedule("renew_mark",
        { subject = "mark:" .. id, at = remind .. "T09:00:00" }) })
    end
    return { mark = id, holds_to = ends }
  end,
}
