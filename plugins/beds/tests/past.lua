-- The board and the figures of any past day.
local house = require "tests.lib.house"
local act = house.act

local men = { house.bed("101-1", { kind = "nursing" }), house.bed("101-2", { kind = "nursing" }),
  house.bed("102-1", { class = "market" }),
  house.person("王德明", "male"), house.person("李国华", "male") }

return {
  { name = "the board answers as it was recorded", steps = house.steps(men,
    act("assign", { resident = 1, bed = 1, from = "2026-11-01" }),
    { tick = "2026-11-24T09:00:00+08:00" },
    act("transfer", { resident = 1, bed = 3 }),
    { tick = "2026-11-25T09:00:00+08:00" },
    house.board({ { state = "cleaning" }, { state = "free" }, { resident = 1 } }),
    house.board({ { resident = 1, state = "occupied", days = 22 }, { state = "free" },
      { state = "free" } }, "2026-11-23T12:00:00+08:00"),
    { ask = "beds.board", input = {}, at = "2026-11-24T12:00:00+08:00",
      gives = { { state = "cleaning" } } }) },

  { name = "nobody moves in before their birth", steps = house.steps(men,
    house.refused("assign", { resident = 1, bed = 1, from = "1906-11-01" }, "from"),
    house.refused("assign", { resident = 1, bed = 1, from = "1950-04-30" }, "from"),
    act("assign", { resident = 1, bed = 1, from = "1996-11-01" })) },

  { name = "the census counts who was there at midnight", steps = house.steps(men,
    act("assign", { resident = 1, bed = 1, from = "2026-11-10T10:00:00+08:00" }),
    act("assign", { resident = 2, bed = 2, from = "2026-11-12T10:00:00+08:00" }),
    act("leave", { resident = 2, from = "2026-11-14T10:00:00+08:00" }),
    act("return", { resident = 2, from = "2026-11-16T10:00:00+08:00" }),
    act("transfer", { resident = 1, bed = 3, from = "2026-11-18T10:00:00+08:00" }),
    act("discharge", { resident = 1, from = "2026-11-20T10:00:00+08:00" }),
    { ask = "beds.census", input = { date = "2026-11-09" }, rows = 2, gives = {
      { kind = "general", beds = 1, occupied = 0 },
      { kind = "nursing", beds = 2, occupied = 0 } } },
    { ask = "beds.census", input = { date = "2026-11-10" }, gives = { {},
      { occupied = 1, admitted = 1 } } },
    { ask = "beds.census", input = { date = "2026-11-15" }, gives = { {},
      { occupied = 2, on_leave = 1, admitted = 0 } } },
    { ask = "beds.census", input = { date = "2026-11-18" }, gives = {
      { occupied = 1, moved_in = 1, admitted = 0 }, { occupied = 1, moved_out = 1, left = 0 } } },
    { ask = "beds.census", input = { date = "2026-11-20" }, gives = {
      { occupied = 0, left = 1 }, { occupied = 1 } } }) },

  { name = "utilisation is bed-days in use over bed-days", steps = house.steps(men,
    act("assign", { resident = 1, bed = 1, from = "2026-11-01T10:00:00+08:00" }),
    act("discharge", { resident = 1, from = "2026-11-11T10:00:00+08:00" }),
    { ask = "beds.occupancy", input = { from = "2026-11-01", to = "2026-11-20", each = "whole" },
      rows = 1, gives = { { bed_days = 60, occupied = 10, percent = "16.67" } } },
    { ask = "beds.occupancy", rows = 2, gives = { { group = "general", occupied = 0 },
      { group = "nursing", bed_days = 40, occupied = 10, percent = "25" } },
      input = { from = "2026-11-01", to = "2026-11-20", each = "whole", by = "kind" } },
    { ask = "beds.occupancy", input = { from = "2026-10-30", to = "2026-11-02" }, rows = 4 },
    { ask = "beds.occupancy", input = { from = "2026-11-02", to = "2026-11-01" },
      refused = { "to" } },
    { ask = "beds.occupancy", rows = 2, gives = { { period = "2026-10" },
      { period = "2026-11", occupied = 10 } },
      input = { from = "2026-10-01", to = "2026-11-30", each = "month" } }) },

  { name = "home beds are counted apart", steps = house.steps(men,
    act("open_home_bed", { resident = 1, address = "桂林街道 1 号", from = "2026-11-01" }),
    house.refused("open_home_bed", { resident = 1, address = "桂林街道 2 号" }),
    { ask = "beds.home_beds", rows = 1, gives = { { resident_name = "王德明" } } },
    { ask = "beds.board", rows = 3 },
    act("close_home_bed", { home_bed = 1 }),
    { ask = "beds.home_beds", rows = 0 }) },
}
