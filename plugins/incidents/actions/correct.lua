-- Puts right what a report says. What it said before stays on file with the
-- reason; deadlines follow the new words.
local deadlines = require "lib.deadlines"
local fields = require "lib.fields"
local publish = require "lib.publish"

local words = { "kind", "class", "severity", "resident", "place", "what", "witnesses", "happened" }

local function optional(name)
  local declared = copy(fields.of(name)[1])
  declared.required = nil
  return declared
end

-- The columns that the input changes, now and before.
local function changed(input, row)
  local now, before, any = {}, {}, false
  for _, name in ipairs(words) do
    if input[name] ~= nil and input[name] ~= row[name] then
      now[name], before[name], any = input[name], row[name] or null, true
    end
  end
  return any and now, before
end

return { zh = "更正报告", en = "Correct the report", permission = "incidents.settle",
  input = fields.of("incident", optional "kind", optional "class", optional "severity", "resident",
    "place", optional "what", "witnesses",
    fields.make("happened", "instant", "发生时间", "Happened"), "because"),
  run = function(call, home)
    local input = call.input
    local row = home.get("incident", input.incident)
    local now, before = changed(input, row)
    if row.state == "closed" or row.state == "withdrawn" then
      refuse("incident", "state", "已经结案或撤销的事件不能更正。",
        "An incident that is closed or withdrawn is not corrected.")
    elseif not now then
      refuse("because", "same", "没有要更正的内容。", "Nothing is different.")
    elseif (now.happened or 0) > call.now then
      refuse("happened", "future", "发生时间不能在将来。", "It can't have happened in the future.")
    end
    if refused() then stop() end
    home.insert("correction", { incident = row.id, because = input.because, before = before,
      made = call.now, by = call.person.name })
    home.update("incident", row.id, now)
    local fresh = home.get("incident", row.id)
    home.update("incident", row.id, { duties = deadlines.again(call, home, row, fresh) })
    publish(home, "corrected", fresh)
  end }
