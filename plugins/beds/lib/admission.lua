-- Puts a person to the rules of placement: refuses, or gives the rules that
-- are broken with a reason (invariant B7).
local placing = require "lib.placing"

local admission = {}

local function explain(con)
  if con.force == "never" then return con.zh, con.en end
  return con.zh .. "确需破例，请写明破例理由。", con.en .. " To do it all the same, give a reason."
end

function admission.person(call, home, resident, wish, from, to)
  local person = home.get("residents.resident", resident)
  person.resident, person.age = resident, date.age(person.born, call.today)
  person.purpose = wish.purpose or "long"
  return placing.time(call, person, from, to)
end

-- `override`: the reason to break a rule, or nil. `leaving`: residents who go
-- as this one comes, as a set.
function admission.check(call, home, person, bed_id, override, leaving)
  local bed, room = placing.bed(home, bed_id)
  local others = {}
  for _, stay in ipairs(bed.stays) do
    if not (leaving and leaving[stay.resident]) then others[#others + 1] = stay end
  end
  bed.stays = others
  local verdict = placing.fit(call, person, bed, placing.company(person, room, leaving))
  local broken = array {}
  for _, con in ipairs(verdict.cons) do
    if con.force == "never" or (con.force == "rule" and not override) then
      refuse("bed", con.code, explain(con))
    elseif con.force == "rule" then
      broken[#broken + 1] = con.code
    end
  end
  return broken
end

-- Keeps which rules were broken, why and by whom.
function admission.record(call, home, stay, broken, override)
  if #broken == 0 then return end
  home.insert("override", { stay = stay, rules = broken, reason = override,
    person = call.person.name, at = call.now })
end

return admission
