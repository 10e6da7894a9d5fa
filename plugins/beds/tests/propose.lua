local house = require "tests.lib.house"
local act = house.act

return {
  { name = "the best bed comes first, with reasons for and against", steps = house.steps(
    house.bed("101-1"), house.bed("102-1", { kind = "nursing" }),
    house.bed("103-1", { kind = "nursing", class = "basic" }),
    house.bed("104-1", { kind = "nursing", sex = "female" }),
    house.person("王德明", "male", { care_level = 3, statuses = {
      { kind = "特困", from = "2020-01-01", document = "潼民1号" } } }),
    act("apply", { resident = 1 }),
    { ask = "beds.propose", rows = 1, gives = { { resident = 1, proposed_name = "103-1",
      fitting = 2, beds = {
        { bed_name = "103-1", reasons_for = { { code = "nursing" }, { code = "basic" } } },
        { bed_name = "102-1" } } } } },
    { ask = "beds.propose", input = { application = 1, most = 1 }, rows = 1 }) },

  { name = "what no bed can satisfy is said, and why", steps = house.steps(
    house.bed("101-1"), house.bed("102-1", { sex = "female" }),
    house.person("王德明", "male", { care_level = 3 }),
    act("apply", { resident = 1 }),
    { ask = "beds.propose", rows = 1, gives = { { fitting = 0, tone = "alarm", beds = {},
      unmet = { { code = "needs_nursing", beds = 2 }, { code = "room_sex", beds = 1 } },
      by_override = {
        { bed_name = "101-1", rules = { { code = "needs_nursing" } } },
        { bed_name = "102-1", rules = { { code = "room_sex" }, { code = "needs_nursing" } } } },
      } } }) },

  { name = "a bed that is taken is no matter of an override", steps = house.steps(
    house.bed("101-1"), house.bed("102-1", { sex = "female" }),
    house.person("王德明", "male"), house.person("李国华", "male"),
    act("assign", { resident = 1, bed = 1 }), act("apply", { resident = 2 }),
    { ask = "beds.propose", rows = 1, gives = { { fitting = 0,
      by_override = { { bed_name = "102-1", rules = { { code = "room_sex" } } } } } } }) },

  { name = "one bed is proposed to one person", steps = house.steps(
    house.bed("101-1"), house.bed("102-1"),
    house.person("王德明", "male"), house.person("李国华", "male"),
    act("apply", { resident = 1, applied = "2026-01-01" }),
    act("apply", { resident = 2, applied = "2026-02-01" }),
    { ask = "beds.propose", rows = 2, gives = { { proposed = 1 }, { proposed = 2 } } },
    { ask = "beds.propose", input = { application = 2 }, rows = 1, gives = {
      { proposed = 2, beds = { { bed = 1, first_for = "王德明" } } } } },
    { ask = "beds.propose", input = { application = 3 },
      refused = { "application", "unknown" } }) },

  { name = "couples are brought together", steps = house.steps(
    house.bed("101-1"), house.bed("102-1"), house.bed("102-2"),
    house.person("王德明", "male", { share_room = true }),
    house.person("李玉梅", "female", { share_room = true, spouse = 1 }),
    act("assign", { resident = 1, bed = 2 }),
    act("apply", { resident = 2 }),
    { ask = "beds.propose", rows = 1, gives = { { proposed_name = "102-2",
      beds = { { reasons_for = { { code = "spouse" } } } } } } }) },
}
