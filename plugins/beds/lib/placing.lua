-- Gathers what rules.fit needs.
local edition_on = require "lib.edition"

local placing = {}

-- The home's beds as rules.fit wants them: each with the stays in it; and the
-- people of each room.
function placing.house(home)
  local beds, by_bed, by_room = home.query("bed_facts", {}), {}, {}
  for _, bed in ipairs(beds) do
    bed.stays, by_bed[bed.bed] = {}, bed
    by_room[bed.room_id] = by_room[bed.room_id] or {}
  end
  for _, stay in ipairs(home.query("company", {})) do
    table.insert(by_bed[stay.bed].stays, stay)
    table.insert(by_room[stay.room_id], stay)
  end
  return { beds = beds, rooms = by_room }
end

-- One bed with the people of its room.
function placing.bed(home, id)
  local bed = home.query("bed_facts", { bed = id })[1]
  local room = home.query("company", { room = bed.room_id })
  bed.stays = {}
  for _, stay in ipairs(room) do
    if stay.bed == id then table.insert(bed.stays, stay) end
  end
  return bed, room
end

local function meets(person, stay)
  local ends = stay.state ~= "active" and stay.ends
  return not (ends and ends <= person.from) and not (person.to and person.to <= stay.starts)
end

-- Who would be in the room with the person. Each once, themselves not;
-- `leaving`: residents who go as the person comes (a swap).
function placing.company(person, room, leaving)
  local others, seen = {}, { [person.resident] = true }
  for _, stay in ipairs(room) do
    local away = leaving and leaving[stay.resident]
    if not seen[stay.resident] and not away and meets(person, stay) then
      seen[stay.resident] = true
      others[#others + 1] = stay
    end
  end
  return others
end

-- Adds the time of a wish to a person's facts.
function placing.time(call, person, from, to)
  person.from, person.to = from, to
  person.day = time.date(from)
  person.later = from > call.now
  return person
end

function placing.fit(call, person, bed, company)
  local edition = edition_on(call.data.placement, call.today)
  return call.rules.fit(person, bed, company, call.rules, edition)
end

return placing
