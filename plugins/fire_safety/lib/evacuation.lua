-- Who is to be brought out, from the live bed board: who is in, how each gets
-- out, from which floor, by which exit. Who needs most help comes first.
local edition_on = require "lib.edition"

local evacuation = {}

local order = { bed = 1, wheelchair = 2, unknown = 3, aided = 4, walks = 5 }
local presence = { leave = "leave", hospital = "hospital" }

local function exits(home)
  local found = {}
  for _, way in ipairs(home.find("way_out", {})) do
    local exit = home.get("equipment", way.exit)
    found[way.building .. "/" .. way.floor .. "/" .. way.unit] = exit.name or exit.place
  end
  return function(bed)
    local floor = bed.building .. "/" .. bed.floor .. "/"
    return found[floor .. bed.unit] or found[floor]
  end
end

local function person(bed, file, exit, helpers)
  local mobility = file.mobility or "unknown"
  return { resident = bed.resident, resident_name = bed.resident_name, bed = bed.bed_name,
    building = bed.building, floor = bed.floor, floor_number = bed.floor_number, unit = bed.unit,
    room = bed.room, presence = presence[bed.occupancy] or "inside", mobility = mobility,
    exit = exit, helpers = helpers[mobility], dementia = file.dementia or false,
    oxygen = file.oxygen or false, isolation = file.isolation or false }
end

local function sort(list)
  table.sort(list, function(a, b)
    if (a.presence == "inside") ~= (b.presence == "inside") then
      return a.presence == "inside"
    end
    if a.building ~= b.building then return a.building < b.building end
    if a.floor_number ~= b.floor_number then return a.floor_number > b.floor_number end
    if a.mobility ~= b.mobility then return order[a.mobility] < order[b.mobility] end
    return a.bed < b.bed
  end)
end

-- `wish`: building and floor, or all.
function evacuation.list(call, home, wish)
  local exit_of, files, list = exits(home), {}, array {}
  local helpers = edition_on(call.data.evacuation, call.today).helpers
  for _, file in ipairs(home.query("mobility", {})) do files[file.resident] = file end
  for _, bed in ipairs(home.query("beds.board", {})) do
    local wanted = bed.resident and (not wish.building or wish.building == bed.building)
      and (not wish.floor or wish.floor == bed.floor)
    if wanted then
      list[#list + 1] = person(bed, files[bed.resident] or {}, exit_of(bed), helpers)
    end
  end
  sort(list)
  return list
end

return evacuation
