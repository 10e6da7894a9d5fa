-- Who is to be brought out now, and who is away.
local c = require "lib.columns"
local enums = require "data.enums"
local evacuation = require "lib.evacuation"

local tones = { bed = "alarm", wheelchair = "late", unknown = "late" }

local function flags_of(person)
  local flags = array {}
  if person.dementia then flags[#flags + 1] = "wander" end
  if person.oxygen then flags[#flags + 1] = "oxygen" end
  if person.isolation then flags[#flags + 1] = "isolation" end
  return flags
end

return {
  zh = "疏散名单", en = "Evacuation list", permission = "fire_safety.read",
  input = { c.text("building", "楼栋", "Building"), c.text("floor", "楼层", "Floor") },
  columns = c.of(c.ref("resident", "residents.resident", "老人", "Resident"),
    c.text("resident_name", "姓名", "Name"), c.text("bed", "床号", "Bed"), "building", "floor",
    "unit", "room", c.enum("presence", enums.presence, "在院情况", "Present"),
    c.enum("mobility", enums.mobility, "疏散方式", "Way out"), c.text("exit", "出口", "Exit"),
    c.integer("helpers", "需要人手", "Helpers"), c.json("flags", "注意", "Beware of"), "tone"),
  run = function(call, home)
    local list = evacuation.list(call, home, call.input)
    for _, person in ipairs(list) do
      person.flags = flags_of(person)
      person.tone = person.presence ~= "inside" and "away" or tones[person.mobility] or "plain"
      person.floor_number, person.dementia, person.oxygen, person.isolation = nil, nil, nil, nil
    end
    return list
  end,
}
