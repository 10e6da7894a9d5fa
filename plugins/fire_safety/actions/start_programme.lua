-- Starts (or sets anew, after settings were changed) the duties that the home
-- has as a whole.
local fields = require "lib.fields"
local programme = require "data.programme"

local function months_of(call, name)
  local list = {}
  for month in call.settings[name]:gmatch("%d+") do
    if tonumber(month) < 1 or tonumber(month) > 12 then list = {} break end
    list[#list + 1] = tostring(tonumber(month))
  end
  if #list == 0 then
    refuse("", name, "设置里的月份要写成 4,10 这样：" .. name .. "。",
      "Write months as 4,10 in the settings: " .. name .. ".")
  end
  return table.concat(list, ",")
end

local function spec_of(call, entry)
  local rule = entry.rule
  if entry.months then
    rule = "FREQ=YEARLY;BYMONTH=" .. months_of(call, entry.months) .. ";BYMONTHDAY=1"
  end
  return { subject = "home", rule = rule, start = call.today .. "T" .. entry.clock,
    data = { kind = entry.kind } }
end

local function begin(call, home, kind, spec)
  local known = home.find("programme", { kind = kind })[1]
  if not known then
    home.insert("programme", { kind = kind, schedule = home.schedule(kind, spec) })
    return
  end
  -- what is due today stays as it is
  spec.start = date.add(call.today, 1) .. spec.start:sub(11)
  home.reschedule(known.schedule, time.at(date.add(call.today, 1), "00:00"), spec)
end

return {
  zh = "启动全院消防任务", en = "Start the home's fire duties", permission = "fire_safety.setup",
  input = fields.of(),
  output = fields.of(fields.integer("duties", "任务数", "Duties")),
  run = function(call, home)
    local specs = {}
    for i, entry in ipairs(programme) do specs[i] = spec_of(call, entry) end
    if refused() then stop() end
    for i, entry in ipairs(programme) do begin(call, home, entry.kind, specs[i]) end
    return { duties = #programme }
  end,
}
