-- Opening and closing stays; what follows for the bed.
local conditions = require "lib.conditions"

local stays = {}

-- The instant an action is about: said by the person, or now. Past or present.
function stays.when(call, field)
  local at = call.input[field or "from"] or call.happened_at
  if at > call.now then
    refuse(field or "from", "future", "这个时间还没有到，请到时再登记。",
      "That time has not come yet. Record it then.")
  end
  return at
end

-- The stay in which a resident lives; refused when there is none.
function stays.of(home, resident, field)
  local stay = home.find("stay", { resident = resident, state = "active" })[1]
  if not stay then
    refuse(field or "resident", "not_here", "这位老人现在没有住在床位上。",
      "This resident does not live in a bed now.")
    stop()
  end
  return stay
end

-- When a stay changes. Two changes in one millisecond follow each other.
function stays.moment(call, stay)
  local at = stays.when(call)
  if not call.input.from and at <= stay.starts then
    at = stay.starts + 1
  end
  stays.after_start(stay, at)
  return at
end

function stays.after_start(stay, at, field)
  if at <= stay.starts then
    refuse(field or "from", "before_start",
      "时间要在开始（" .. time.iso(stay.starts) .. "）之后。请核对。",
      "The time must come after the start (" .. time.iso(stay.starts) .. "). Check it.")
  end
end

-- A wrong year would count days that nobody lived.
function stays.after_birth(home, resident, from)
  if time.date(from) < home.get("residents.resident", resident).born then
    refuse("from", "before_birth", "这个时间早于这位老人的出生日期。请核对年份。",
      "That is before the resident was born. Check the year.")
  end
end

-- The reservation is given up; the application waits again.
function stays.cancel(home, planned, note)
  home.update("stay", planned.id, { state = "cancelled", note = note })
  local application = planned.application and home.get("application", planned.application)
  if application and application.state == "reserved" then
    home.update("application", application.id, { state = "waiting" })
  end
  stays.tell(home, "reservation_cancelled", planned.id, planned.resident, planned.bed,
    planned.starts)
end

-- Who was to have the bed before it was left has it from then on; where that
-- time is over as well, the reservation is given up.
local function put_off(home, bed, at)
  for _, planned in ipairs(home.find("stay", { bed = bed, state = "planned" })) do
    if planned.ends and planned.ends <= at then
      stays.cancel(home, planned)
    elseif planned.starts < at then
      home.update("stay", planned.id, { starts = at })
    end
  end
end

function stays.close(home, stay, at, ended_by, note)
  put_off(home, stay.bed, at)
  home.update("stay", stay.id, { state = "ended", ends = at, ended_by = ended_by,
    note = note })
end

-- The same stay going on in another bed.
function stays.continue(home, stay, bed, at)
  return home.insert("stay", {
    resident = stay.resident, bed = bed, starts = at, state = "active",
    ends = stay.ends and stay.ends > at and stay.ends or nil,
    purpose = stay.purpose, admitted = stay.admitted, application = stay.application,
    trial = stay.trial, trial_until = stay.trial_until,
  })
end

-- Who has left a bed leaves it to be cleaned: a condition and a duty. A bed
-- that is isolated or out of order stays so; its cleaning ends that.
function stays.soil(call, home, bed, at)
  if not call.settings.clean_after then return end
  if conditions.of(home, bed) then return end
  local due = call.now + call.settings.cleaning_hours * 3600000
  local schedule = home.schedule("clean_bed", { subject = "bed:" .. bed, at = due })
  conditions.open(home, { bed = bed, kind = "cleaning", starts = at, schedule = schedule,
    due = due })
end

-- Tells the other plugins. `more` is added to what is always told.
function stays.tell(home, event, stay, resident, bed, at, more)
  local told = copy(more or {})
  told.stay, told.resident, told.bed, told.from = stay, resident, bed, at
  told.label = home.get("bed", bed).label
  home.publish(event, "resident:" .. resident, told)
end

return stays
