local house = require "tests.lib.house"
local act, refused = house.act, house.refused

local men = { house.bed("101-1"), house.bed("101-2"), house.bed("109-1", { kind = "respite" }),
  house.person("王德明", "male"), house.person("李国华", "male") }

local street = "桂林街道 1 号"

return {
  { name = "home beds are counted apart", steps = house.steps(men,
    act("open_home_bed", { resident = 1, address = street, from = "2026-11-01" }),
    refused("open_home_bed", { resident = 1, address = "桂林街道 2 号" }),
    { ask = "beds.home_beds", rows = 1, gives = { { resident_name = "王德明" } } },
    { ask = "beds.board", rows = 3 },
    act("close_home_bed", { home_bed = 1 }),
    { ask = "beds.home_beds", rows = 0 }) },

  { name = "a home bed has an address, a start that has come, and an end likewise",
    steps = house.steps(men,
    refused("open_home_bed", { resident = 1, address = "   " }, "address", "blank"),
    refused("open_home_bed", { resident = 1, address = "\u{3000}\u{3000}" }, "address", "blank"),
    refused("open_home_bed", { resident = 1, address = street, from = "2026-11-24" },
      "from", "future"),
    refused("open_home_bed", { resident = 1, address = street, from = "1906-11-24" },
      "from", "before_birth"),
    act("open_home_bed", { resident = 1, address = street, from = "2026-11-01" }),
    refused("close_home_bed", { home_bed = 1, from = "2030-01-01" }, "from", "future"),
    refused("close_home_bed", { home_bed = 1, from = "2026-10-31" }, "from", "before_start"),
    act("close_home_bed", { home_bed = 1, from = "2026-11-20" }),
    refused("close_home_bed", { home_bed = 1 }, "home_bed", "closed")) },

  { name = "nobody lives in the house and in a bed at home", steps = house.steps(men,
    act("assign", { resident = 1, bed = 1, from = "2026-11-10" }),
    refused("open_home_bed", { resident = 1, address = street }, "resident", "lives_here"),
    act("discharge", { resident = 1, from = "2026-11-15T10:00:00+08:00" }),
    refused("open_home_bed", { resident = 1, address = street, from = "2026-11-12" },
      "from", "lived_here"),
    act("open_home_bed", { resident = 1, address = street, from = "2026-11-16" }),
    refused("assign", { resident = 1, bed = 2 }, "resident", "home_bed"),
    act("reserve", { resident = 1, bed = 2, from = "2026-11-25T09:00:00+08:00" }),
    { tick = "2026-11-25T09:00:00+08:00" },
    refused("admit", { resident = 1 }, "resident", "home_bed"),
    act("close_home_bed", { home_bed = 1 }),
    act("admit", { resident = 1 })) },

  { name = "a bed at home is kept during a respite stay", steps = house.steps(men,
    act("open_home_bed", { resident = 2, address = street }),
    act("assign", { resident = 2, bed = 3, purpose = "respite",
      to = "2026-12-01T10:00:00+08:00" }),
    { ask = "beds.home_beds", rows = 1 }) },
}
