-- beds.left: leave or hospital. Doses are held from then on, with the reason;
-- what held them before ends, so that a return releases all at once.
local enums = require "data.enums"
local pauses = require "lib.pauses"
local words = require "lib.words"

return function(event, home)
  local told = event.payload
  local list = home.query("courses", { resident = told.resident, after = told.from })
  for _, row in ipairs(list) do
    local course = { id = row.course, schedule = row.schedule }
    local before = pauses.open(home, course, { leave = true, hospital = true })
    pauses.begin(home, course, told.kind, told.from, (words.of(enums.pause, told.kind)))
    local over = {}
    for _, pause in ipairs(before) do
      if pause.kind ~= told.kind or pause.starts ~= told.from then over[#over + 1] = pause end
    end
    pauses.finish(home, course, over, told.from)
  end
end
