-- Keeps a month's services; who lived here at its end is counted by the host. A
-- month that comes again is put right, and what stood before is kept.
local fields = require "lib.fields"

local input = array { fields.month }
for _, service in ipairs(fields.services) do input[#input + 1] = service end

return { zh = "记录服务月报", en = "Record the services of a month", permission = "registry.keep",
  input = input, output = fields.of("id"),
  run = function(call, home)
    local day = date.parts(call.input.month)
    local first = date.from(day.year, day.month, 1)
    local next_first = day.month == 12 and date.from(day.year + 1, 1, 1)
      or date.from(day.year, day.month + 1, 1)
    if first > call.today then
      refuse("month", "future", "这个月还没有到。", "That month has not come yet.")
      stop()
    end
    local last = date.add(next_first, -1)
    if last > call.today then last = call.today end
    local row = { month = first, living = home.query("living_on", { on = last })[1].living }
    for _, service in ipairs(fields.services) do
      row[service.name] = call.input[service.name] or null
    end
    local known = home.find("month", { month = first })[1]
    if not known then return { id = home.insert("month", row) } end
    home.update("month", known.id, row)
    return { id = known.id }
  end }
