-- Who has died gets no bed and no place on a list.
local house = require "tests.lib.house"
local act, refused = house.act, house.refused

local men = { house.bed("101-1"), house.bed("101-2"), house.bed("102-1"),
  house.person("王德明", "male", { id_number = "110105194912310038", born = "1949-12-31" }),
  house.person("李国华", "male") }

local died = house.steps(men,
  act("assign", { resident = 1, bed = 1, from = "2026-11-01" }),
  act("death", { resident = 1, from = "2026-11-12T03:00:00+08:00" }))

return {
  { name = "the dead are admitted nowhere", steps = house.steps(died,
    refused("apply", { resident = 1 }, "resident", "deceased"),
    refused("assign", { resident = 1, bed = 2 }, "resident", "deceased"),
    refused("assign", { resident = 1, bed = 2, purpose = "respite",
      to = "2026-12-01T10:00:00+08:00" }, "resident", "deceased"),
    refused("reserve", { resident = 1, bed = 2, from = "2026-11-25T09:00:00+08:00" },
      "resident", "deceased"),
    { do_ = "beds.import_stay", input = { name = "王德明", bed = "101-2",
      from = "2026-11-20" }, refused = { "resident", "deceased" } },
    refused("open_home_bed", { resident = 1, address = "桂林街道 1 号" }, "resident", "deceased"),
    act("assign", { resident = 2, bed = 2 })) },

  { name = "who has died neither moves nor is moved in", steps = house.steps(men,
    act("reserve", { resident = 1, bed = 1, from = "2026-11-25T09:00:00+08:00" }),
    act("assign", { resident = 2, bed = 2, from = "2026-11-01" }),
    act("death", { resident = 2 }),
    refused("swap", { resident = 2, with = 1 }, "not_here"),
    refused("transfer", { resident = 2, bed = 3 }, "not_here"),
    refused("admit", { resident = 2 }, "no_reservation")) },

  { name = "a home bed ends with the death", steps = house.steps(men,
    act("open_home_bed", { resident = 1, address = "桂林街道 1 号", from = "2026-11-01" }),
    act("assign", { resident = 1, bed = 1, purpose = "respite", from = "2026-11-20T10:00:00+08:00",
      to = "2026-12-01T10:00:00+08:00" }),
    act("death", { resident = 1 }),
    { ask = "beds.home_beds", rows = 0 }) },

  { name = "a death recorded of the wrong person is taken back", steps = house.steps(died,
    { ask = "beds.gone", rows = 1, gives = { { resident = 1, ended_by = "death",
      actions = { "correct_death" } } } },
    refused("correct_death", { resident = 2, reason = "点错了人" }, "resident", "not_dead"),
    act("correct_death", { resident = 1, reason = "点错了人，他只是回家" }),
    { ask = "residents.record", input = { id = 1 }, gives = { { state = "left" } } },
    { ask = "beds.stays", input = { resident = 1 }, rows = 1, gives = {
      { state = "ended", ended_by = "other" } } },
    { ask = "beds.gone", rows = 1, gives = { { resident = 1, ended_by = "other", actions = {} } } },
    act("assign", { resident = 1, bed = 2 }),
    { ask = "beds.gone", rows = 0 },
    { ask = "residents.record", input = { id = 1 }, gives = { { state = "living" } } }) },
}
