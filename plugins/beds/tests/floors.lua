-- Floors as homes write them, and what is none.
local floor = require "lib.floor"
local house = require "tests.lib.house"

local numbers = {
  ["3"] = 3, ["3楼"] = 3, [" 3 层 "] = 3, ["第3层"] = 3, ["3F"] = 3, ["F3"] = 3, ["３楼"] = 3,
  ["12层"] = 12, ["三层"] = 3, ["十层"] = 10, ["十一层"] = 11, ["二楼"] = 2, ["二十楼"] = 20,
  ["二十一楼"] = 21, ["第三十五层"] = 35, ["六十"] = 60, ["-1"] = -1, ["－２"] = -2, ["B1"] = -1,
  ["b2层"] = -2, ["Ｂ１"] = -1, ["负一楼"] = -1, ["负1层"] = -1, ["地下一层"] = -1,
  ["地下2楼"] = -2, ["0"] = 0,
}

local nonsense = { "3.5", "三点五", "3-4", "三四层", "十十", "一十百", "二十一十", "楼", "层", "",
  "东楼", "3楼东", "B", "负", "地下室", "61", "九十九层", "-6", "负六", "B0", "1e1", "0x3", "--1",
  "第", "负负一", "B-1", "９９９９９９９９９９９９９９９９９９９９９９" }

local function bed(label, name, more)
  local input = { floor = name, room = label, bed = label }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "beds.import_bed", input = input }
end

return {
  { name = "a floor is read as it is written", run = function()
    for text, number in pairs(numbers) do
      assert(floor.number(text) == number, text .. " " .. tostring(floor.number(text)))
    end
  end },

  { name = "what is no floor is none", run = function()
    for _, text in ipairs(nonsense) do
      assert(floor.number(text) == nil, text .. " " .. tostring(floor.number(text)))
    end
  end },

  { name = "every number in Chinese is itself", run = function()
    local digits = { "一", "二", "三", "四", "五", "六", "七", "八", "九" }
    for number = 1, floor.most do
      local tens, ones = number // 10, number % 10
      local text = (tens > 1 and digits[tens] or "") .. (tens > 0 and "十" or "")
        .. (digits[ones] or "")
      assert(floor.number(text .. "楼") == number, text)
    end
  end },

  { name = "floors that differ stay apart, and what is none is refused by its name",
    steps = house.steps(
    bed("A1", "十层"), bed("A2", "十一层"), bed("A3", "二楼"), bed("A4", "二十一楼"),
    bed("A5", "负一层"), bed("A6", "地下1楼"),
    { ask = "beds.bed_facts", rows = 6, gives = { { bed_name = "A5", floor_number = -1 },
      { bed_name = "A6", floor_number = -1 }, { bed_name = "A3", floor_number = 2 },
      { bed_name = "A1", floor_number = 10 }, { bed_name = "A2", floor_number = 11 },
      { bed_name = "A4", floor_number = 21 } } },
    house.refused("import_bed", { floor = "3.5", room = "B", bed = "B1" }, "floor", "unknown"),
    house.refused("import_bed", { floor = "99楼", room = "B", bed = "B1" }, "floor", "unknown"),
    { ask = "beds.board", rows = 6 }) },
}
