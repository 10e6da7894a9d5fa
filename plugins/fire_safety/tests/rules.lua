local ages = require "rules.ages"
local bulk = require "rules.bulk"
local coverage = require "rules.coverage"
local dates = require "lib.dates"
local equipment = require("data.equipment")[1]
local fast = require "rules.fast_legs"
local gaps = require "rules.gaps"
local identical = require "rules.identical"
local labels = require "lib.labels"
local late = require "rules.late_entries"
local nights = require "rules.nights"

local minute, hour, day = 60000, 3600000, 86400000

local function one_gap(times, minutes)
  local from = time.at("2026-12-31", "20:00")
  local found = gaps(times, from, from + 10 * hour, 120)
  if minutes then
    assert(#found == 1 and found[1].minutes == minutes, #found)
  else
    assert(#found == 0, #found)
  end
end

-- A night of rounds every two hours from 20:00, one of them moved.
local function night_of(first, which, by)
  local times = {}
  for i = 0, 4 do
    times[i + 1] = time.at(first, "20:00") + i * 2 * hour + (i == which and by or 0)
  end
  return times
end

return {
  { name = "119, 120 and 121 minutes between two rounds", run = function()
    for _, first in ipairs { "2026-12-31", "2028-02-28", "2028-02-29", "2027-02-28" } do
      local from = time.at(first, "20:00")
      local to = time.at(date.add(first, 1), "06:00")
      assert(to - from == 10 * hour)
      local function count(times) return #gaps(times, from, to, 120) end
      assert(count(night_of(first, 2, 0)) == 0)
      -- earlier by a minute: 119 before it, 121 behind it
      local found = gaps(night_of(first, 2, -minute), from, to, 120)
      assert(#found == 1 and found[1].minutes == 121)
      assert(found[1].from == from + 4 * hour - minute)
      -- the round of midnight, a minute late: 121 before, 119 behind
      found = gaps(night_of(first, 2, minute), from, to, 120)
      assert(#found == 1 and found[1].minutes == 121 and found[1].to == from + 4 * hour + minute)
      assert(#gaps(night_of(first, 2, minute), from, to, 121) == 0)
    end
  end },

  { name = "a second over two hours is over two hours", run = function()
    local from = time.at("2026-12-31", "20:00")
    one_gap({ from, from + 120 * minute, from + 240 * minute, from + 360 * minute,
      from + 480 * minute })
    one_gap({ from + 1000, from + 120 * minute + 1000, from + 240 * minute + 1000,
      from + 360 * minute + 1000, from + 480 * minute + 2000 }, 121)
  end },

  { name = "the edges of the night count, rounds outside do not", run = function()
    local from = time.at("2026-12-31", "20:00")
    local function at(clock, next_day)
      return time.at(next_day and "2027-01-01" or "2026-12-31", clock)
    end
    local list = { at("19:50"), at("22:01"), at("00:00", true), at("02:00", true),
      at("03:59", true), at("06:00", true) }
    local found = gaps(list, from, from + 10 * hour, 120)
    assert(#found == 2, #found)
    assert(found[1].first and found[1].minutes == 121 and found[1].from == from)
    assert(found[2].last and found[2].minutes == 121 and found[2].to == from + 10 * hour)
    local none = gaps({}, from, from + 10 * hour, 120)
    assert(#none == 1 and none[1].minutes == 600 and none[1].first and none[1].last)
  end },

  { name = "order and repetition of times do not matter", run = function()
    local from = time.at("2028-02-29", "20:00")
    local times = { from + 8 * hour, from, from + 2 * hour, from, from + 6 * hour,
      from + 4 * hour }
    assert(#gaps(times, from, from + 10 * hour, 120) == 0)
  end },

  { name = "nights of a leap year follow each other", run = function()
    local list = nights("2028-02-27", "2028-03-02", "20:00", "06:00")
    assert(#list == 5 and list[3].day == "2028-02-29")
    for i = 2, #list do assert(list[i].from - list[i - 1].from == day) end
    local early = nights("2026-12-31", "2026-12-31", "00:00", "05:00")
    assert(early[1].to - early[1].from == 5 * hour)
  end },

  { name = "service and scrap ages by kind, over 29 February", run = function()
    local function of(kind, made, serviced) return ages(equipment.kinds, kind, made, serviced) end
    assert(of("water", "2024-02-29").service == "2027-02-28")
    assert(of("water", "2024-02-29").scrap == "2030-02-28")
    assert(of("water", "2024-02-29", "2027-02-20").service == "2028-02-20")
    assert(of("powder", "2020-05-01").service == "2025-05-01")
    assert(of("powder", "2020-05-01", "2025-04-20").service == "2027-04-20")
    assert(of("powder", "2020-05-01").scrap == "2030-05-01")
    assert(of("clean_gas", "2020-05-01").scrap == "2030-05-01")
    assert(of("co2", "2020-05-01").scrap == "2032-05-01")
    assert(of("co2", "2016-02-29").scrap == "2028-02-29")
    assert(of("powder", "2020-05-01", "2029-01-01").service == nil)
    assert(of("hydrant", "2020-05-01").scrap == nil)
    assert(dates.add_years("2028-02-29", 1) == "2029-02-28")
  end },

  { name = "labels: every single slip is noticed", run = function()
    for number = 1, 60 do
      local label = labels.make("SH01", "E", number * 37)
      local read = labels.read(label)
      assert(read and read.home == "SH01" and read.number == number * 37 and read.letter == "E")
      for i = 1, #label do
        local old = label:sub(i, i)
        if old:match("%d") then
          local wrong = label:sub(1, i - 1) .. (tonumber(old) + 3) % 10 .. label:sub(i + 1)
          assert(not labels.read(wrong), wrong)
        end
      end
    end
    assert(not labels.read("SH01-E00001"))
    assert(labels.make("AB", "P", 1) ~= labels.make("AC", "P", 1))
  end },

  { name = "late entries are counted from what is claimed", run = function()
    local entries = {}
    for i = 1, 10 do
      entries[i] = { at = 0, recorded = (i <= 3 and 61 or 60) * minute }
    end
    local found = late(entries, 60)
    assert(found.count == 3 and found.of == 10 and found.percent == "30", found.percent)
    assert(late({}, 60).percent == "0")
  end },

  { name = "runs of identical entries", run = function()
    local entries = {}
    for i, content in ipairs { "a", "a", "a", "b", "a", "a", "c", "c", "c", "c" } do
      entries[#entries + 1] = { at = i, content = content }
    end
    local runs = identical(entries, 3)
    assert(#runs == 2 and runs[1].count == 3 and runs[1].from == 1 and runs[1].to == 3)
    assert(runs[2].count == 4 and runs[2].content == "c")
    assert(#identical(entries, 5) == 0)
  end },

  { name = "faster than a walk: the edge and unknown legs", run = function()
    local metres = { ["1-2"] = 60, ["2-3"] = 40 }
    -- 60 m at 200 cm a second are 30 s
    local function legs(ms)
      return fast({ { round = 1, point = 2, at = ms }, { round = 1, point = 1, at = 0 },
        { round = 1, point = 9, at = ms + 1 }, { round = 2, point = 3, at = 0 } }, metres, 200)
    end
    assert(#legs(30000).legs == 0 and legs(30000).of == 1)
    local found = legs(29999)
    assert(#found.legs == 1 and found.legs[1].metres == 60 and found.legs[1].seconds == 29)
  end },

  { name = "bulk: one person, many days, minutes apart", run = function()
    local entries = {}
    for i = 1, 12 do
      entries[i] = { person = 1, at = i * day, recorded = 40 * day + i * minute }
    end
    for i = 13, 24 do -- on time
      entries[i] = { person = 2, at = i * hour, recorded = i * hour }
    end
    local found = bulk(entries, { 42 * day, 60 * day }, 10, 15, 3)
    assert(#found == 1 and found[1].person == 1 and found[1].count == 12)
    assert(found[1].visit == 42 * day)
    assert(bulk(entries, { 60 * day }, 10, 15, 3)[1].visit == nil)
    assert(#bulk(entries, {}, 13, 15, 3) == 0)
  end },

  { name = "coverage is what counting minute by minute gives", run = function()
    local seed = 11
    local function random(most)
      seed = (seed * 1103515245 + 12345) % 2147483648
      return (seed >> 8) % most
    end
    for _ = 1, 60 do
      local shifts = {}
      for i = 1, 1 + random(6) do
        local starts = random(100)
        shifts[i] = { starts = starts, ends = starts + 1 + random(40), people = 1 + random(2) }
      end
      local short = {}
      for _, gap in ipairs(coverage(shifts, 10, 90, 2)) do
        for at = gap.from, gap.to - 1 do
          assert(not short[at], "told twice")
          short[at] = true
        end
      end
      for at = 10, 89 do
        local people = 0
        for _, shift in ipairs(shifts) do
          if shift.starts <= at and at < shift.ends then people = people + shift.people end
        end
        assert((people < 2) == (short[at] or false), at)
      end
    end
  end },
}
