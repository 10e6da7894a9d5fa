-- Rooms against the building standard, by what was measured of them.
local check = require "rules.rooms"
local edition = require("data.rooms")[1]
local house = require "tests.lib.house"
local act = house.act

local good = { area = "40.00", bed_gap = "0.80", passage = "1.05", corridor = "1.80",
  door = "1.10", sunlight = "2.0", equipment = true, call_bell = true }

local function room(kinds, more)
  local made = { kinds = kinds }
  for name, value in pairs(good) do made[name] = value end
  for name, value in pairs(more or {}) do
    made[name] = value
    if value == null then made[name] = nil end
  end
  return made
end

local function codes(kinds, more)
  local list = {}
  for i, each in ipairs(check(room(kinds, more), edition)) do
    list[i] = each.code .. ":" .. each.state
    assert(each.zh ~= "" and each.en ~= "" and each.standard ~= "" and each.source ~= "")
  end
  return table.concat(list, " ")
end

local nursing, general = { "nursing", "nursing" }, { "general", "general" }
local short = { bed_gap = "0.79", passage = "1.04", corridor = "1.79", door = "1.09",
  sunlight = "1.9", equipment = false, call_bell = false }
local of_nursing = { door = true, equipment = true, call_bell = true }

return {
  { name = "what is just enough is good, a little less is below", run = function()
    assert(codes(nursing) == "" and codes(general) == "")
    for code, value in pairs(short) do
      assert(codes(nursing, { [code] = value }) == code .. ":below", code)
      local general_too = of_nursing[code] and "" or code .. ":below"
      assert(codes(general, { [code] = value }) == general_too, code)
    end
  end },

  { name = "what nobody measured is said, neither good nor bad", run = function()
    for code in pairs(short) do
      assert(codes(nursing, { [code] = null }) == "unknown:unknown", code)
      local general_too = of_nursing[code] and "" or "unknown:unknown"
      assert(codes(general, { [code] = null }) == general_too, code)
    end
    assert(codes(nursing, { area = null, door = null }) == "unknown:unknown")
    assert(codes({ "nursing" }, { bed_gap = null }) == "", "one bed has no gap")
  end },

  { name = "a fault names its clause and where that is from", run = function()
    local faults = check(room(nursing, { corridor = "1.50" }), edition)
    assert(faults[1].standard == "JGJ 450 老年人照料设施建筑设计标准，2018，5.6 交通空间")
    assert(faults[1].source == "standards 8.3, F:S59")
    assert(faults[1].zh == "走廊至少要 1.80 米，实际 1.50。")
    assert(faults[1].en == "Corridor: at least 1.80 m, measured 1.50.")
  end },

  { name = "measures come in with beds, are shown, checked and changed", steps = house.steps(
    house.bed("101-1", { kind = "nursing", area = "12", door = "1.00", call_bell = false }),
    house.bed("102-1", good),
    { ask = "beds.room_list", rows = 2, gives = {
      { room_name = "101", beds = 1, area = "12", door = "1", call_bell = false, state = "below",
        tone = "late", reasons = { { code = "door" }, { code = "call_bell" },
        { code = "unknown",
          zh = "未量：主通道（至少 1.05 米）、走廊（至少 1.80 米）、冬至日日照（至少 2 小时）、"
            .. "护理设备。" } } },
      { room_name = "102", state = "good", reasons = {} } } },
    { ask = "beds.faults", rows = 3, gives = { { room = "101", code = "call_bell",
      state = "below", standard = "护理型床位（以当地定义为准）" }, { code = "door" },
      { code = "unknown", state = "unknown", tone = "plain" } } },
    { ask = "beds.faults", input = { state = "unknown" }, rows = 1 },
    act("change_room", { room = 1, door = "1.20", passage = "1.20", corridor = "2.00",
      sunlight = "3", equipment = true, call_bell = true }),
    { ask = "beds.room_list", gives = { { state = "good", area = "12" } } },
    { ask = "beds.faults", rows = 0 },
    act("change_room", { room = 1, clear = { "sunlight" } }),
    { ask = "beds.room_list", gives = { { state = "unknown", tone = "plain" } } },
    house.refused("change_room", { room = 1, clear = { "unit" } }, "clear[0]", "unknown")) },

  { name = "a later row completes a room and may not say otherwise", steps = house.steps(
    house.bed("101-1", { passage = "1.20", equipment = true }),
    house.bed("101-2", { bed_gap = "0.90", area = "17", passage = "1.2" }),
    { ask = "beds.room_list", rows = 1, gives = { { beds = 2, bed_gap = "0.9", area = "17",
      passage = "1.2" } } },
    house.refused("import_bed", { floor = "1楼", room = "101", bed = "101-3", passage = "1.10" },
      "passage", "differs"),
    house.refused("import_bed", { floor = "1楼", room = "101", bed = "101-3", equipment = false },
      "equipment", "differs"),
    house.refused("import_bed", { floor = "1楼", room = "101", bed = "101-3", area = "18" },
      "area", "differs")) },
}
