-- Who is in a room, or in any, or will be: living there and reserved.
local columns = require "lib.columns"

return {
  zh = "同房的人", en = "Company in a room", permission = "beds.read",
  input = { { name = "room", type = "ref", to = "room", zh = "房间", en = "Room" } },
  columns = columns.of("stay", "bed", "resident", "sex", "spouse", "share_room", "infection",
    "starts", "ends",
    { name = "state", type = "text", zh = "状态", en = "State" },
    { name = "room_id", type = "ref", to = "room", zh = "房间", en = "Room" }),
  sql = [[
    select s.id as stay, s.bed, s.resident, r.sex, r.spouse, r.share_room, r.infection,
           s.starts, s.ends, s.state, b.room as room_id
    from beds_stay s
    join beds_bed b on b.id = s.bed
    join residents_resident r on r.id = s.resident
    where s.state in ('planned', 'active') and (:room is null or b.room = :room)
    order by s.id
  ]],
}
