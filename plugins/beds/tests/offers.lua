-- What the pages offer to do where, and that it is accepted there.
local house = require "tests.lib.house"
local act, refused, board = house.act, house.refused, house.board

local men = { house.bed("101-1"), house.bed("101-2"), house.bed("109-1", { kind = "respite" }),
  house.person("王德明", "male"), house.person("李国华", "male"),
  house.person("张志强", "male") }

local here = { "transfer", "swap", "leave", "hospital" }

local function offers(...)
  local all = {}
  for _, list in ipairs { ... } do
    for _, name in ipairs(list) do all[#all + 1] = name end
  end
  return { actions = all }
end

return {
  { name = "the board offers what the person in the bed may need", steps = house.steps(men,
    act("assign", { resident = 1, bed = 1, from = "2026-11-01" }),
    act("assign", { resident = 2, bed = 2 }),
    act("assign", { resident = 3, bed = 3, purpose = "respite",
      to = "2026-12-01T10:00:00+08:00" }),
    board { offers(here, { "discharge", "death", "block" }),
      offers(here, { "discharge", "death", "confirm_trial", "block" }),
      offers(here, { "discharge", "death", "extend", "block" }) },
    act("leave", { resident = 1 }),
    board { offers({ "transfer", "hospital", "return", "discharge", "death", "block" }) },
    act("hospital", { resident = 1 }),
    board { offers({ "transfer", "return", "discharge", "death", "block" }) },
    act("return", { resident = 1 }),
    act("block", { bed = 1, kind = "isolated", reason = "腹泻" }),
    board { offers(here, { "discharge", "death", "unblock" }) }) },

  { name = "a bed that is reserved for later may be given until then", steps = house.steps(men,
    board { offers({ "assign", "reserve", "block" }) },
    act("reserve", { resident = 1, bed = 3, purpose = "respite", to = "2027-06-11",
      from = "2027-06-01T09:00:00+08:00" }),
    board { {}, {}, { state = "reserved", reserved_later = "2027-06-01 王德明",
      actions = { "assign", "admit", "reserve", "cancel_reservation", "block" } } },
    refused("assign", { resident = 2, bed = 3, purpose = "respite", to = "2027-06-02" },
      "bed", "reserved"),
    act("assign", { resident = 2, bed = 3, purpose = "respite",
      to = "2026-12-01T10:00:00+08:00" }),
    board { {}, {}, offers({ "cancel_reservation" }, here, { "discharge", "death", "extend",
      "block" }) },
    act("discharge", { resident = 2, reason = "respite_over" }),
    board { {}, {}, offers({ "reserve", "cancel_reservation", "clean", "block" }) },
    act("clean", { bed = 3 }),
    { tick = "2027-06-01T09:00:00+08:00" },
    board { {}, {}, { actions = { "admit", "cancel_reservation", "block" } } },
    act("admit", { resident = 1 })) },

  { name = "an alarm offers what settles it", steps = house.steps(men,
    act("assign", { resident = 1, bed = 1 }),
    act("assign", { resident = 3, bed = 3, purpose = "respite",
      to = "2026-12-08T10:00:00+08:00" }),
    act("reserve", { resident = 2, bed = 2, from = "2026-12-08T12:00:00+08:00" }),
    { tick = "2026-12-09T09:00:00+08:00" },
    act("leave", { resident = 1, expected = "2026-12-09T10:00:00+08:00" }),
    { tick = "2026-12-09T11:00:00+08:00" },
    { ask = "beds.alarms", rows = 4, gives = {
      { kind = "trial_over", actions = { "confirm_trial", "discharge" } },
      { kind = "overstay", actions = { "extend", "discharge" } },
      { kind = "not_arrived", actions = { "admit", "cancel_reservation" } },
      { kind = "not_back", actions = { "return", "hospital" } } } },
    act("confirm_trial", { resident = 1 }), act("return", { resident = 1 }),
    act("extend", { resident = 3, to = "2026-12-20T10:00:00+08:00" }),
    act("admit", { resident = 2 }),
    { ask = "beds.alarms", rows = 0 }) },

  { name = "rooms are listed, and changed where they are", steps = house.steps(men,
    { ask = "beds.room_list", rows = 2, gives = { { room = 1, room_name = "101", beds = 2 },
      { room = 2, room_name = "109", beds = 1 } } },
    act("change_room", { room = 1, area = "18.00", sex = "male" }),
    { ask = "beds.room_list", gives = { { area = "18", sex = "male" } } },
    { ask = "beds.bed", input = { id = 1 }, rows = 1,
      gives = { { room_id = 1, area = "18", sex = "male" } } }) },
}
