-- Opens a person's file with all that belongs to it.
local couple = require "lib.couple"
local fields = require "lib.fields"
local identity = require "lib.identity"
local status = require "lib.status"

local function details_of(input, row)
  for _, field in ipairs(fields.details) do
    if field.name ~= "spouse" then row[field.name] = input[field.name] end
  end
  return row
end

local function check_agreement(input)
  local from, to = input.agreement_from, input.agreement_to
  if from and to and to <= from then
    refuse("agreement_to", "order", "协议到期日要在开始日之后。",
      "The agreement must end after it begins.")
  end
end

local function status_rows(call, given)
  local rows = {}
  for i, each in ipairs(given or {}) do
    rows[i] = status.row(call, each, "statuses[" .. i - 1 .. "].")
  end
  return rows
end

local function insert_all(home, table_name, resident, given)
  for _, each in ipairs(given or {}) do
    local row = copy(each)
    row.resident = resident
    home.insert(table_name, row)
  end
end

-- The file is looked through again each `check_months` months (standards 5.1.3
-- of the plan: regular checks of each file).
local function schedule_checks(call, home, resident)
  local months = call.settings.check_months
  home.schedule("check_file", {
    subject = "resident:" .. resident,
    start = date.add(call.today, months * 30) .. "T09:00:00",
    rule = "RSCALE=GREGORIAN;FREQ=MONTHLY;INTERVAL=" .. months .. ";SKIP=BACKWARD",
  })
end

return function(call, home, input)
  local row = details_of(input, identity(call, home, input))
  check_agreement(input)
  couple.check(home, input.spouse)
  local statuses = status_rows(call, input.statuses)
  if refused() then stop() end

  local id = home.insert("resident", row)
  if input.spouse then couple.join(home, id, input.spouse) end
  insert_all(home, "status", id, statuses)
  insert_all(home, "contact", id, input.contacts)
  insert_all(home, "allergy", id, input.allergies)
  schedule_checks(call, home, id)
  home.publish("registered", "resident:" .. id, { resident = id })
  return id
end
