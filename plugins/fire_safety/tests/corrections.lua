-- Entries that were wrong, duties recorded by the host's own hand, labels on
-- paper.
local house = require "tests.lib.house"
local labels = require "lib.labels"
local act, refused, ask = house.act, house.refused, house.ask

local function done(kind, save)
  return { ask = "core.duties", input = { kind = "fire_safety." .. kind, state = "done" },
    save = save }
end

local monthly = house.steps(act("start_programme", {}),
  { tick = "2026-12-01T08:00:00+08:00" }, house.duty("monthly_check", "m", "due"))

return {
  { name = "a check is corrected: what is new becomes a hazard, what was known stays", steps =
    house.steps(monthly,
    act("record_monthly_check", { duty = "$m.1.duty", outcome = "problem", answers =
      house.answers(house.monthly, { exits = "堆物" }) }, { second = { "nurse" } }),
    done("monthly_check", "o"),
    refused("record_monthly_check", { duty = "$m.1.duty", outcome = "normal", reason = "写错",
      answers = house.answers(house.monthly) }, {}, { second = { "nurse" } }),
    act("record_monthly_check", { duty = "$m.1.duty", outcome = "problem", reason = "漏写一项",
      supersedes = "$o.1.id", answers = house.answers(house.monthly,
        { exits = "堆物", doors = "常闭门开着" }) }, { second = { "nurse" } }),
    ask("hazards", {}, 2, { { what = "安全出口、疏散通道、消防车道畅通：堆物" },
      { what = "常闭防火门关闭，防火卷帘下无物品：常闭门开着" } })) },

  { name = "a step of a hazard is final", steps = house.steps(
    act("report_hazard", { kind = "fire", what = "电线老化" }, { as = { "caregiver" } }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("judge", { hazard = 1, duty = "$h.1.duty", outcome = "ordinary" }),
    done("judge_hazard", "o"),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "major", reason = "看错了",
      grounds = { "no_watch" }, supersedes = "$o.1.id" }, { "final" })) },

  { name = "a hazard's duty can't be recorded past the plugin", steps = house.steps(
    act("report_hazard", { kind = "fire", what = "电线老化" }, { as = { "caregiver" } }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    { do_ = "core.record_duty", input = { duty = "$h.1.duty", outcome = "ordinary" },
      refused = { "hazard" } },
    ask("hazards", {}, 1, { { state = "found" } }, { save = "k" }),
    act("judge", { hazard = 1, duty = "$k.1.duty", outcome = "ordinary" }),
    ask("hazards", {}, 1, { { state = "judged" } })) },

  { name = "a corrected round takes the place of the first", steps = house.steps(house.night,
    { tick = "2026-11-23T21:00:00+08:00" }, house.duty("patrol_night", "d"),
    house.paper("$d.1.duty", "2026-11-23T20:00:00+08:00", "2026-11-23T20:10:00+08:00"),
    done("patrol_night", "o"),
    house.paper("$d.1.duty", "2026-11-23T20:20:00+08:00", "2026-11-23T20:30:00+08:00",
      { supersedes = "$o.1.id", reason = "时间写错" }),
    ask("rounds", {}, 2, { { state = "finished", started = "2026-11-23T20:20:00+08:00" },
      { state = "replaced" } })) },

  { name = "a round belongs to the duty of its time, and to who walked it", steps =
    house.steps(house.night,
    { tick = "2026-11-23T20:00:00+08:00" },
    act("start_round", { route = 1 }),
    act("scan", { round = 1, code = labels.make("SH01", "P", 1) }),
    act("scan", { round = 1, code = labels.make("SH01", "P", 2) }),
    act("scan", { round = 1, code = labels.make("SH01", "P", 3) }),
    house.duty("patrol_night", "d", "due"),
    refused("record_night", { duty = "$d.1.duty", outcome = "done", round = 1 },
      { "other_person" }, { as = { "nurse" } }),
    { tick = "2026-11-24T20:00:00+08:00" },
    { ask = "core.duties", input = { kind = "fire_safety.patrol_night", state = "due" },
      rows = 1, save = "e" },
    refused("record_night", { duty = "$e.1.duty", outcome = "done", round = 1 },
      { "other_time" })) },

  { name = "a service with a wrong day is corrected", steps = house.steps(house.code,
    act("register", { kind = "powder", made = "2022-01-10", place = "一楼" }),
    { tick = "2026-12-20T09:00:00+08:00" }, house.duty("service", "s", "due"),
    act("record_service", { duty = "$s.1.duty", outcome = "done", firm = "某消防" }),
    done("service", "o"),
    act("record_service", { duty = "$s.1.duty", outcome = "done", firm = "某消防",
      at = "2026-12-15T09:00:00+08:00", reason = "日期写错", supersedes = "$o.1.id" }),
    ask("equipment", {}, 1, { { serviced = "2026-12-15", next_service = "2028-12-15" } }),
    { tick = "2028-12-16T09:00:00+08:00" }, house.count("service", "open", 1)) },

  { name = "labels are printed", steps = house.steps(
    refused("print_labels", {}, { "none" }), house.night,
    act("print_labels", {}, { gives = { labels = 3, last = labels.make("SH01", "P", 3),
      file = "labels-2026-11-23-09-00-00.html" } }),
    refused("print_labels", { after = labels.make("SH01", "P", 3) }, { "none" })) },

  { name = "a QR square has its finders, timing and dark module", run = function()
    local qr = require "lib.qr"
    local cells = qr.square("SH01-E00012-7")
    for _, corner in ipairs { { 0, 0 }, { 14, 0 }, { 0, 14 } } do
      local row = ""
      for x = 0, 6 do row = row .. cells[corner[2] + 2][corner[1] + x] end
      assert(row == "1011101", row)
    end
    for i = 8, 12 do assert(cells[6][i] == (i + 1) % 2) end
    assert(cells[13][8] == 1)
    assert(not pcall(qr.square, "abc") and not pcall(qr.square, ("A"):rep(21)))
  end },

  { name = "a QR square's words are sound: no syndrome", run = function()
    local qr = require "lib.qr"
    -- read back along the zigzag, with the mask that the format names
    local masks = { [0] = function(x, y) return (x + y) % 2 == 0 end,
      function(_, y) return y % 2 == 0 end, function(x) return x % 3 == 0 end,
      function(x, y) return (x + y) % 3 == 0 end,
      function(x, y) return (y // 2 + x // 3) % 2 == 0 end,
      function(x, y) return x * y % 2 + x * y % 3 == 0 end,
      function(x, y) return (x * y % 2 + x * y % 3) % 2 == 0 end,
      function(x, y) return ((x + y) % 2 + x * y % 3) % 2 == 0 end }
    local function times(a, b)
      local product = 0
      while b > 0 do
        if b & 1 == 1 then product = product ~ a end
        a, b = a << 1, b >> 1
        if a > 255 then a = a ~ 0x11D end
      end
      return product
    end
    local function data(x, y)
      local corner = (x < 9 and (y < 9 or y > 12)) or (x > 12 and y < 9)
      return not corner and x ~= 6 and y ~= 6
    end
    local function check(text)
      local cells = qr.square(text)
      local mask = (cells[8][2] << 2 | cells[8][3] << 1 | cells[8][4]) ~ 5
      local words, count, up = {}, 0, true
      for _, right in ipairs { 20, 18, 16, 14, 12, 10, 8, 5, 3, 1 } do
        for i = 0, 20 do
          local y = up and 20 - i or i
          for x = right, right - 1, -1 do
            if data(x, y) then
              local bit = masks[mask](x, y) and 1 - cells[y][x] or cells[y][x]
              words[count // 8 + 1] = (words[count // 8 + 1] or 0) << 1 | bit
              count = count + 1
            end
          end
        end
        up = not up
      end
      assert(#words == 26 and count == 208, count)
      local root = 1
      for _ = 1, 10 do
        local sum = 0
        for _, word in ipairs(words) do sum = times(sum, root) ~ word end
        assert(sum == 0, text)
        root = times(root, 2)
      end
      assert(words[1] >> 4 == 2 and ((words[1] & 15) << 5 | words[2] >> 3) == #text)
    end
    for i = 1, 40 do check(labels.make("HOME" .. i, i % 2 == 0 and "E" or "P", i * 97)) end
  end },
}
