-- Beds kept for the destitute: as many as the home supported last year
-- (standards 8.2), by a setting or by its own records.
local edition_on = require "lib.edition"
local new_verdict = require "rules.verdict"
local place = require "lib.place"
local placing = require "lib.placing"

local kept = {}

-- The number, where it comes from, and how many of them are here now.
local function number_of(call, home, status)
  local settings, year = call.settings, date.parts(call.today).year - 1
  local counted = home.query("supported", { status = status, from = date.from(year, 1, 1),
    to = date.from(year + 1, 1, 1) })[1]
  if settings.keep_beds == "records" and counted.before > 0 then
    return counted.before, year .. " 年度，本院记录", year .. ", by this home's records", counted.now
  end
  local said, source = settings.kept_year, settings.kept_source
  return settings.kept_number,
    (said and said .. " 年度" or "年度未填") .. "，" .. (source or "依据未填"),
    (said or "year not entered") .. ", " .. (source or "source not entered"), counted.now
end

-- What is kept now: open (beds that still have to stay free), group (whom for),
-- kinds, zh and en (why); nil when nothing has to.
function kept.of(call, home)
  if call.settings.keep_beds == "no" then return nil end
  local edition = edition_on(call.data.priority, call.today).kept
  local number, zh, en, here = number_of(call, home, edition.status)
  local open = number - (call.settings.kept_living and here or 0)
  if open <= 0 then return nil end
  return { open = open, group = edition.group, kinds = edition.kinds,
    zh = "按上年度集中供养特困人员数保留 " .. number .. " 张（" .. zh .. "；" .. edition.by.standard
      .. "），现有特困人员 " .. here .. " 人，还要留 " .. open .. " 张",
    en = number .. " are kept as last year's number of destitute people (" .. en .. "; "
      .. edition.by.en .. "), " .. here .. " of them are here, " .. open
      .. " more must stay free" }
end

local function free_beds(call, person, house, keep)
  local free = 0
  for _, bed in ipairs(house.beds) do
    local verdict = new_verdict()
    if keep.kinds[bed.kind] then
      call.rules.available(person, bed, verdict)
      free = free + (#verdict.cons == 0 and 1 or 0)
    end
  end
  return free
end

-- Tells a person (with group and time) what is left beside the kept beds.
-- `given`: beds proposed before to those they are kept for, and to others.
function kept.tell(call, person, house, keep, given)
  person.kept = nil
  if not keep or person.group == keep.group then return end
  local free = free_beds(call, person, house, keep)
  local left = free - given.others - math.max(given.kept, keep.open)
  local gone = given.others + given.kept
  person.kept = { left = left, kinds = keep.kinds,
    zh = "空床要为特困人员保留：" .. keep.zh .. "；空床 " .. free .. " 张"
      .. (gone > 0 and "，其中 " .. gone .. " 张已建议给排在前面的人" or "") .. "。",
    en = "Free beds are kept for the destitute: " .. keep.en .. "; " .. free .. " are free"
      .. (gone > 0 and ", " .. gone .. " of them proposed to people before" or "") .. "." }
end

-- The same for somebody who is to get a bed and is not from the waiting list.
function kept.guard(call, home, person)
  local keep = kept.of(call, home)
  if not keep then return end
  local application = home.query("applicants", { resident = person.resident })[1]
  person.central = not application or application.central
  place.gather(home, { person }, person.resident)
  person.group = place.of(call, person).group
  kept.tell(call, person, placing.house(home), keep, { kept = 0, others = 0 })
end

return kept
