-- An emergency plan: reviewed and drilled each year.
local dates = require "lib.dates"
local enums = require "data.enums"
local fields = require "lib.fields"

local function yearly(home, kind, risk, id, first)
  return home.schedule(kind, { subject = "plan:" .. id, rule = "FREQ=YEARLY", start = first,
    key = kind .. ":" .. id, data = { plan = id, risk = risk } })
end

-- A plan of 29 February is asked for on the 28th each year.
local function first_of(day)
  local asked = dates.add_years(day, 1)
  if asked:sub(5) == "-02-29" then asked = asked:sub(1, 4) .. "-02-28" end
  return date.add(asked, -30) .. "T08:00"
end

return {
  zh = "制定应急预案", en = "Set an emergency plan", permission = "fire_safety.manage",
  input = fields.of(
    fields.enum("risk", enums.risk, "风险", "Risk", true),
    { name = "text", type = "text", min = 10, max = 8000, required = true, zh = "预案",
      en = "Plan" },
    { name = "file", type = "file", zh = "文件", en = "File" }),
  output = fields.of(fields.id("plan", "预案", "Plan")),
  run = function(call, home)
    local input = call.input
    local known = home.find("plan", { risk = input.risk })[1]
    if known then
      home.update("plan", known.id, { text = input.text, file = input.file,
        reviewed = call.today })
      return { plan = known.id }
    end
    local row = copy(input)
    row.reviewed = call.today
    local id = home.insert("plan", row)
    local first = first_of(call.today)
    local changes = { review_schedule = yearly(home, "plan_review", input.risk, id, first) }
    -- the fire plan is drilled by the fire drills
    if input.risk ~= "fire" then
      changes.drill_schedule = yearly(home, "plan_drill", input.risk, id, first)
    end
    home.update("plan", id, changes)
    return { plan = id }
  end,
}
