-- The rules of placement through the house, and that breaking one is kept.
local house = require "tests.lib.house"
local act, refused = house.act, house.refused

local night = { rule = "needs_nursing", reason = "只住一晚，等护理床" }
local other = { rule = "respite_only", reason = "不是这条规则" }
local all = { night, other }
for _, rule in ipairs { "room_sex", "sex", "needs_isolation", "isolation_bed",
  "beside_infectious", "not_dementia", "house" } do
  all[#all + 1] = { rule = rule, reason = "无论如何" }
end

local function as(role, step)
  step.as = { role }
  return step
end

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

  { name = "a rule may be broken by who has the right to, with a reason, which is kept",
    steps = house.steps(
    house.bed("101-1"), house.person("王德明", "male", { care_level = 3 }),
    refused("assign", { resident = 1, bed = 1 }, "needs_nursing"),
    refused("assign", { resident = 1, bed = 1,
      overrides = { { rule = "needs_nursing", reason = "急" } } }, "overrides[0].reason"),
    refused("assign", { resident = 1, bed = 1, overrides = { { rule = "needs_nursing" } } },
      "overrides[0].reason"),
    refused("assign", { resident = 1, bed = 1, overrides = { other } }, "needs_nursing"),
    as("admissions", refused("assign", { resident = 1, bed = 1, overrides = { night } },
      "overrides", "permission")),
    { ask = "beds.overrides", rows = 0 },
    as("manager", act("assign", { resident = 1, bed = 1, overrides = { night, other } })),
    { ask = "beds.stays", input = { resident = 1 },
      gives = { { override = night.reason } } },
    { ask = "beds.overrides", as = { "inspector" }, rows = 1, gives = { { resident = 1,
      bed_name = "101-1", rule = "needs_nursing", codes = { "needs_nursing" }, running = true,
      reason = night.reason, reasons = { { zh = "能力等级 3，需要护理型床位。" } } } } }) },

  { name = "each rule is overridden by itself", steps = house.steps(
    house.bed("101-1"), house.bed("101-2"), house.person("王德明", "male"),
    house.person("李玉梅", "female", { care_level = 3 }),
    act("assign", { resident = 1, bed = 1 }),
    refused("assign", { resident = 2, bed = 2, overrides = { night } }, "sex"),
    act("assign", { resident = 2, bed = 2, overrides = { night,
      { rule = "sex", reason = "兄妹，双方同意" } } }),
    { ask = "beds.overrides", rows = 2, gives = { { rule = "needs_nursing" },
      { rule = "sex", reason = "兄妹，双方同意" } } },
    { ask = "beds.stays", input = { resident = 2 }, rows = 1 },
    { ask = "beds.bed_stays", input = { bed = 2 }, rows = 1 }) },

  { name = "what a manager overrode for a reservation holds when the person moves in",
    steps = house.steps(
    house.bed("101-1"), house.person("王德明", "male", { care_level = 3 }),
    as("manager", act("reserve", { resident = 1, bed = 1, from = "2026-11-25T09:00:00+08:00",
      overrides = { night } })),
    { tick = "2026-11-25T09:00:00+08:00" },
    as("admissions", act("admit", { resident = 1 })),
    { ask = "beds.overrides", rows = 1, gives = { { running = true } } }) },

  { name = "nobody may put two into a bed, or anybody into one that is blocked or retired",
    steps = house.steps(
    house.bed("101-1"), house.bed("101-2"), house.bed("101-3"), house.person("王德明", "male"),
    house.person("李国华", "male"),
    act("assign", { resident = 1, bed = 1 }),
    act("block", { bed = 2, kind = "isolated", reason = "消毒" }),
    act("retire_bed", { bed = 3 }),
    refused("assign", { resident = 2, bed = 1, overrides = all }, "occupied"),
    refused("assign", { resident = 2, bed = 2, overrides = all }, "isolated"),
    refused("assign", { resident = 2, bed = 3, overrides = all }, "retired")) },

  { name = "a nurse moves people within the rules only", steps = house.steps(
    house.bed("101-1"), house.bed("102-1", { sex = "female" }), house.bed("103-1"),
    house.person("王德明", "male"),
    act("assign", { resident = 1, bed = 1 }),
    as("nurse", refused("transfer", { resident = 1, bed = 2, overrides = {
      { rule = "room_sex", reason = "夜里没有别的床" } } }, "permission")),
    as("nurse", act("transfer", { resident = 1, bed = 3 })),
    as("manager", act("transfer", { resident = 1, bed = 2, overrides = {
      { rule = "room_sex", reason = "夜里没有别的床" } } })),
    { ask = "beds.overrides", rows = 1, gives = { { bed_name = "102-1", rule = "room_sex" } } }) },

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
    { ask = "beds.faults", input = { state = "below" }, rows = 2, gives = {
      { room = "101", code = "area", tone = "late" }, { room = "103", code = "area" } } }) },
}
