-- Social workers against those wanted, at the end of each month of a period.
local fields = require "lib.fields"

-- The last day of the month of a day.
local function month_end(day)
  local at = date.parts(day)
  local year, month = at.year + at.month // 12, at.month % 12 + 1
  return date.add(date.from(year, month, 1), -1)
end

return { zh = "社会工作者配备", en = "Social workers over time", permission = "staff.read",
  input = fields.of("from", "to"),
  columns = { fields.make("day", "date", "日期", "Day"),
    fields.make("beds", "integer", "在用床位", "Beds in use"),
    fields.make("social_workers", "integer", "社会工作者", "Social workers"),
    fields.make("needed", "integer", "应有", "Wanted"), fields.state, fields.of("tone")[1] },
  run = function(call, home)
    local input, rows = call.input, array {}
    if input.to < input.from or date.diff(input.to, input.from) > 3660 then
      refuse("to", "range", "结束不能早于开始，最多十年。", "The end after the start, ten years at most.")
      stop()
    end
    local day = month_end(input.from)
    while #rows == 0 or rows[#rows].day < input.to do
      if day > input.to then day = input.to end
      local n = home.query("staff_counts", { from = day, to = day })[1]
      local needed = call.rules.social_workers(n.beds, call.settings)
      rows[#rows + 1] = { day = day, beds = n.beds, social_workers = n.social_workers,
        needed = needed, state = n.social_workers >= needed and "met" or "short",
        tone = n.social_workers >= needed and "free" or "alarm" }
      day = month_end(date.add(day, 1))
    end
    return rows
  end }
