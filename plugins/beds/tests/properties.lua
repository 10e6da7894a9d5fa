-- What the rules promise, tried on many made-up cases.
local fit = require "rules.fit"
local grounds_of = require "rules.grounds"
local occupancy = require "rules.occupancy"
local placement = require("data.placement")[1]
local priority = require("data.priority")[1]
local rank_of = require "rules.priority"

local parts = {
  available = require "rules.available", sex = require "rules.sex",
  isolation = require "rules.isolation", kind = require "rules.kind",
  wishes = require "rules.wishes", kept = require "rules.kept",
}

local seed = 7

local function random(from, to)
  seed = (seed * 1103515245 + 12345) % 2147483648
  return from + (seed >> 8) % (to - from + 1)
end

local function pick(...)
  return (select(random(1, select("#", ...)), ...))
end

local kinds = { "tekun", "dibao", "dibao_edge", "poor", "childless", "empty_nest", "left_behind",
  "disabled", "special_family", "contribution", "honoured" }

local sorts = { "visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple" }

local function disabilities(statuses)
  local list = {}
  for _, status in ipairs(statuses) do
    if status == "disabled" then
      list[#list + 1] = { disability = sorts[random(1, #sorts)], disability_grade = random(1, 4) }
    end
  end
  return list
end

local function applicant()
  local statuses = {}
  for _ = 1, random(0, 3) do statuses[#statuses + 1] = kinds[random(1, #kinds)] end
  return { statuses = statuses, central = pick(true, false), care_level = pick(0, 1, 2, 3, 4),
    dementia = pick(true, false), age = random(60, 100), disabilities = disabilities(statuses),
    local_hukou = pick("yes", "unknown", false) or nil,
    lives_local = pick("yes", "unknown", false) or nil }
end

local function place(who, nursing_home)
  local grounds, missing = grounds_of(who, priority, { nursing_home = nursing_home,
    ask_hukou = pick(true, false), ask_living = pick(true, false) })
  return rank_of(grounds, priority, missing)
end

local function has(list, value)
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

local function person(sex)
  return { resident = 1, sex = sex, infection = pick("none", "contagious", "over"),
    care_level = pick(0, 1, 2, 3, 4), dementia = pick(true, false), share_room = pick(true, false),
    spouse = pick(7, 8), purpose = pick("long", "respite"), from = 1000, day = "2026-11-23",
    kind = pick("nursing", "general"), class = pick("basic", "market"), rank = random(1, 5),
    mobility = pick("walks", "bed") }
end

local function bed()
  return { kind = pick("nursing", "general", "dementia", "respite", "isolation"),
    class = pick("basic", "inclusive", "market"), floor_number = random(1, 4),
    room_sex = pick("male", "female"), stays = {} }
end

local function codes(verdict)
  local set = {}
  for _, con in ipairs(verdict.cons) do set[con.code] = con.force end
  return set
end

return {
  { name = "everybody has a place with its reasons", run = function()
    for _ = 1, 2000 do
      local found = place(applicant(), pick(true, false))
      assert(found and found.rank >= 1 and found.rank <= 5 and #found.reasons >= 1)
    end
  end },

  { name = "a destitute person who asks for it is always first, nobody else is", run = function()
    for _ = 1, 2000 do
      local who = applicant()
      local first = place(who, true).rank == 1
      assert(first == (who.central and has(who.statuses, "tekun")))
    end
  end },

  { name = "a severe disability is ahead of all but the destitute, another is not", run = function()
    local most = { visual = 2, hearing = 1, speech = 1, physical = 1, intellectual = 2 }
    for _, sort in ipairs(sorts) do
      for grade = 1, 4 do
        local who = { statuses = { "disabled" }, age = 60, care_level = 0,
          disabilities = { { disability = sort, disability_grade = grade } } }
        local severe = most[sort] and grade <= most[sort]
        assert((place(who, true).group == "severe_disabled") == (severe or false))
        assert((place(who, true).rank == 2) == (severe or false))
      end
    end
  end },

  { name = "merit counts for those who were assessed as dependent", run = function()
    for _, status in ipairs { "honoured", "contribution" } do
      for level = 0, 4 do
        local found = place({ statuses = { status }, age = 60, care_level = level,
          disabilities = {} }, true)
        assert((found.group == status) == (level >= 2), found.group)
      end
      local unknown = place({ statuses = { status }, age = 60, dementia = true,
        disabilities = {} }, true)
      assert(unknown.rank == 3 and unknown.reasons[#unknown.reasons].code == "not_" .. status)
    end
  end },

  { name = "one more ground never puts anybody further back", run = function()
    for _ = 1, 2000 do
      local who = applicant()
      local before = place(who, true).rank
      table.insert(who.statuses, kinds[random(1, #kinds)])
      if who.care_level < 4 then who.care_level = who.care_level + 1 end
      who.age = who.age + random(0, 5)
      assert(place(who, true).rank <= before)
    end
  end },

  { name = "a bed fits if and only if nothing but wishes speaks against it", run = function()
    for _ = 1, 2000 do
      local verdict = fit(person(pick("male", "female")), bed(), {}, parts, placement)
      local barred = false
      for _, con in ipairs(verdict.cons) do
        assert(con.zh ~= "" and con.en ~= "")
        barred = barred or con.force ~= "wish"
      end
      assert(verdict.possible == not barred)
    end
  end },

  { name = "no stranger of the other sex, ever", run = function()
    for _ = 1, 2000 do
      local who = person("male")
      local other = { resident = 7, sex = "female", share_room = pick(true, false) }
      local here = bed()
      here.room_sex = nil
      local told = codes(fit(who, here, { other }, parts, placement))
      local couple = who.spouse == 7 and who.share_room and other.share_room
      assert((told.sex == nil) == couple)
    end
  end },

  { name = "a bed with somebody in it is never free", run = function()
    for _ = 1, 500 do
      local here = bed()
      here.stays = { { resident = 2, state = "active", starts = 0, ends = pick(10, 2000) } }
      local verdict = fit(person("male"), here, {}, parts, placement)
      assert(not verdict.possible and codes(verdict).occupied == "never")
    end
  end },

  { name = "occupancy is what counting day by day gives", run = function()
    for _ = 1, 30 do
      local beds, spans, from = {}, {}, "2026-02-20"
      for i = 1, random(1, 8) do
        local opened = date.add("2026-01-01", random(0, 80))
        beds[i] = { opened = opened, retired = pick(date.add(opened, random(1, 60)), false) or nil }
      end
      for i = 1, random(0, 12) do
        local starts = date.add("2026-01-01", random(0, 90))
        spans[i] = { starts = starts, ends = pick(date.add(starts, random(0, 30)), false) or nil }
      end
      local days = occupancy(beds, spans, from, "2026-03-20")
      assert(#days == 29)
      for i, day in ipairs(days) do
        local open, used = 0, 0
        for _, each in ipairs(beds) do
          local gone = each.retired and each.retired <= day.date
          if each.opened <= day.date and not gone then open = open + 1 end
        end
        for _, each in ipairs(spans) do
          local gone = each.ends and each.ends <= day.date
          if each.starts <= day.date and not gone then used = used + 1 end
        end
        assert(day.date == date.add(from, i - 1) and day.beds == open and day.occupied == used)
      end
    end
  end },
}
