-- The rules of placement through the house, and that breaking one is kept.
local house = require "tests.lib.house"
local act, refused = house.act, house.refused

return {
  { name = "rooms are for one sex; couples who agreed may share", steps = house.steps(
    house.bed("101-1"), house.bed("101-2"), house.bed("102-1", { sex = "male" }),
    house.person("王德明", "male"), house.person("李玉梅", "female"),
    act("assign", { resident = 1, bed = 1 }),
    refused("assign", { resident = 2, bed = 2 }, "bed", "sex"),
    refused("assign", { resident = 2, bed = 3 }, "room_sex"),
    { do_ = "residents.update", input = { resident = 1, spouse = 2, share_room = true } },
    refused("assign", { resident = 2, bed = 2 }, "sex"),
    { do_ = "residents.update", input = { resident = 2, share_room = true } },
    act("assign", { resident = 2, bed = 2 }),
    { ask = "beds.stays", input = { resident = 2 }, gives = { { state = "active" } } }) },

  { name = "a rule may be broken with a reason, which is kept", steps = house.steps(
    house.bed("101-1"), house.person("王德明", "male", { care_level = 3 }),
    refused("assign", { resident = 1, bed = 1 }, "needs_nursing"),
    refused("assign", { resident = 1, bed = 1, override = "急" }, "override"),
    act("assign", { resident = 1, bed = 1, override = "只住一晚，等护理床" }),
    { ask = "beds.stays", input = { resident = 1 },
      gives = { { override = "只住一晚，等护理床" } } }) },

  { name = "who may infect others is kept apart", steps = house.steps(
    house.bed("101-1"), house.bed("101-2"), house.bed("111-1", { kind = "isolation" }),
    house.person("王德明", "male"), house.person("李国华", "male", { infection = "contagious" }),
    act("assign", { resident = 1, bed = 1 }),
    refused("assign", { resident = 2, bed = 2 }, "needs_isolation"),
    refused("transfer", { resident = 1, bed = 3 }, "isolation_bed"),
    act("assign", { resident = 2, bed = 3 })) },

  { name = "the dementia unit is for dementia", steps = house.steps(
    house.bed("301-1", { kind = "dementia" }),
    house.person("王德明", "male"), house.person("李国华", "male", { dementia = true }),
    refused("assign", { resident = 1, bed = 1 }, "not_dementia"),
    act("assign", { resident = 2, bed = 1 })) },

  { name = "a swap is checked for both", steps = house.steps(
    house.bed("101-1"), house.bed("101-2"), house.bed("102-1"), house.bed("102-2"),
    house.person("王德明", "male"), house.person("李国华", "male"),
    house.person("张玉梅", "female"), house.person("陈秀英", "female"),
    act("assign", { resident = 1, bed = 1 }), act("assign", { resident = 2, bed = 2 }),
    act("assign", { resident = 3, bed = 3 }), act("assign", { resident = 4, bed = 4 }),
    refused("swap", { resident = 1, with = 3 }, "sex"),
    act("swap", { resident = 1, with = 2 })) },

  { name = "rooms below the standard are named", steps = house.steps(
    house.bed("101-1", { area = "9.50" }), house.bed("102-1", { area = "16.00" }),
    house.bed("102-2", { area = "16.00" }), house.bed("103-1", { area = "17.99" }),
    house.bed("103-2"), house.bed("103-3"), house.bed("104-1"),
    { ask = "beds.faults", rows = 3, gives = { { room = "101", code = "area" },
      { room = "103", code = "area" }, { room = "104", code = "area_unknown" } } }) },
}
