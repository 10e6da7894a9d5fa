-- Reserving a bed and moving into it.
local admission = require "lib.admission"
local alive = require "lib.alive"
local home_beds = require "lib.home_beds"
local kept = require "lib.kept"
local stays = require "lib.stays"

local booking = {}

local function label(home, bed)
  return home.get("bed", bed).label
end

-- The reservation of a resident, or nil.
function booking.of(home, resident)
  return home.find("stay", { resident = resident, state = "planned" })[1]
end

-- A person in the house moves by transfer, one with another reservation
-- cancels it first.
local function check_free(home, input, planned)
  local living = home.find("stay", { resident = input.resident, state = "active" })[1]
  if living then
    local here = label(home, living.bed)
    refuse("resident", "lives_here", "这位老人住在 " .. here .. "。要换床请用“换床”。",
      "This resident lives in " .. here .. ". Use transfer to change beds.")
  elseif planned and planned.bed ~= input.bed then
    local there = label(home, planned.bed)
    refuse("resident", "reserved", "这位老人已经预定 " .. there .. "。请先取消那个预定。",
      "This resident has reserved " .. there .. ". Cancel that reservation first.")
  end
end

local function check_end(input, from)
  if input.purpose == "respite" and not input.to then
    refuse("to", "required", "喘息入住要写明计划离开的时间。",
      "A respite stay needs its planned end.")
  elseif input.to and input.to <= from then
    refuse("to", "order", "计划离开要在入住之后。", "The planned end must come after the start.")
  end
end

-- A stay that began long ago and is entered now is past its trial.
local function trial(call, input, from)
  local days = call.settings.trial_days
  local until_day = date.add(time.date(from), days)
  if input.purpose ~= "long" or days == 0 or until_day < call.today then return nil, nil end
  return "running", until_day
end

local function move_application(home, resident, state)
  for _, now in ipairs { "waiting", "reserved" } do
    local application = home.find("application", { resident = resident, state = now })[1]
    if application and now ~= state then
      home.update("application", application.id, { state = state })
    end
    if application then return application.id end
  end
end

local function row_of(call, home, input, from, state)
  local running, until_day = trial(call, input, from)
  return {
    resident = input.resident, bed = input.bed, starts = from, ends = input.to, state = state,
    purpose = input.purpose, admitted = from, note = input.note, trial = running,
    trial_until = until_day,
    application = move_application(home, input.resident,
      state == "planned" and "reserved" or "placed"),
  }
end

-- An earlier reservation of this bed becomes the stay.
local function write(home, row, planned)
  if not planned then return home.insert("stay", row) end
  if not row.ends then row.ends = null end
  row.resident, row.bed = nil, nil
  home.update("stay", planned.id, row)
  return planned.id
end

-- `input`: resident, bed, to, purpose, note, overrides, as_found. `state`:
-- "planned" or "active". Gives the stay. What was overridden when the bed was
-- reserved stays so when the person moves in.
function booking.place(call, home, input, from, state)
  alive(home, input.resident)
  local planned = booking.of(home, input.resident)
  check_free(home, input, planned)
  stays.after_birth(home, input.resident, from)
  if state == "active" and input.purpose == "long" then
    home_beds.check_stay(home, input.resident, from)
  end
  check_end(input, from)
  if refused() then stop() end
  local person = admission.person(call, home, input.resident, input, from, input.to)
  -- who has reserved has a bed already, and who is entered as found lives in it
  if not planned and not input.as_found then kept.guard(call, home, person) end
  local broken = admission.check(call, home, person, input.bed, { overrides = input.overrides,
    as_found = input.as_found, granted = planned and admission.granted(home, planned.id) })
  if refused() then stop() end

  local stay = write(home, row_of(call, home, input, from, state), planned)
  admission.record(call, home, stay, broken)
  stays.tell(home, state == "planned" and "reserved" or "assigned", stay, input.resident,
    input.bed, from, { purpose = input.purpose, to = input.to })
  return stay
end

return booking
