-- Does a room meet the building standard (JGJ 450)? Faults as { code, state,
-- zh, en, standard, source }. State "below": short of the standard; "unknown":
-- what nobody has measured, which is neither good nor bad.
-- room: area and measures (nil: not measured), kinds (array, one a bed).
local words = require("lib.measures").words

local function standard_of(measure, edition)
  if measure.standard then return measure.standard end
  local clause = measure.clause and "，" .. measure.clause or ""
  return edition.standard .. "，" .. edition.edition .. clause
end

local function least_area(count, edition)
  if count == 1 then return edition.area_single end
  if count == 2 then return edition.area_double end
  return decimal.mul(edition.area_per_bed, tostring(count))
end

local function most_beds(kinds, edition)
  local most = 0
  for _, kind in ipairs(kinds) do
    local limit = edition.beds_per_room[kind]
    if most == 0 or limit < most then most = limit end
  end
  return most
end

local function has_nursing(kinds, edition)
  for _, kind in ipairs(kinds) do
    if edition.nursing[kind] then return true end
  end
  return false
end

-- "0.80 米", "0.80 m"; nothing of what is there or not.
local function least_of(measure)
  local unit = words[measure.code].unit
  if not measure.least then return "", "" end
  return measure.least .. (unit == "h" and " 小时" or " 米"), measure.least .. " " .. unit
end

-- What is wrong with a measure that is known: zh, en; nothing when it is good.
local function fault_of(measure, value)
  local word, least_zh, least_en = words[measure.code], least_of(measure)
  if not measure.least then
    if value then return end
    return "护理型床位的房间应有" .. word.zh .. "，登记为没有。",
      word.en .. ": wanted in a room with nursing beds, and it is not there."
  elseif decimal.cmp(value, measure.least) < 0 then
    return word.zh .. "至少要 " .. least_zh .. "，实际 " .. value .. "。",
      word.en .. ": at least " .. least_en .. ", measured " .. value .. "."
  end
end

local function check_beds(room, edition, add)
  local count = #room.kinds
  local least, most = least_area(count, edition), most_beds(room.kinds, edition)
  local by = { clause = edition.area_clause, source = edition.source }
  if room.area and decimal.cmp(room.area, least) < 0 then
    add("area", by, count .. " 张床至少要 " .. least .. " 平方米，实际 " .. room.area .. "。",
      count .. " beds need " .. least .. " m², the room has " .. room.area .. ".")
  end
  if count > most then
    add("beds", by, "这类房间最多 " .. most .. " 张床，实际 " .. count .. " 张。",
      "Such a room holds at most " .. most .. " beds, it has " .. count .. ".")
  end
end

-- What is not known, with what it should be.
local function note(unknown, code, zh, en)
  local word = words[code]
  unknown[#unknown + 1] = { zh = word.zh .. (zh ~= "" and "（至少 " .. zh .. "）" or ""),
    en = word.en .. (en ~= "" and " (at least " .. en .. ")" or "") }
end

-- Gives what is not known.
local function check_measures(room, edition, add)
  local unknown, nursing = {}, has_nursing(room.kinds, edition)
  if not room.area then
    local least = least_area(#room.kinds, edition)
    note(unknown, "area", least .. " 平方米", least .. " m²")
  end
  for _, measure in ipairs(edition.measures) do
    local asked = (nursing or not measure.nursing) and #room.kinds >= (measure.beds or 1)
    local value = room[measure.code]
    if asked and value == nil then
      note(unknown, measure.code, least_of(measure))
    elseif asked then
      local zh, en = fault_of(measure, value)
      if zh then add(measure.code, measure, zh, en) end
    end
  end
  return unknown
end

local function texts(unknown, language, joint)
  local parts = {}
  for i, each in ipairs(unknown) do parts[i] = each[language] end
  return table.concat(parts, joint)
end

return function(room, edition)
  local faults = {}
  if #room.kinds == 0 then return faults end
  local function add(code, by, zh, en)
    faults[#faults + 1] = { code = code, state = "below", zh = zh, en = en,
      standard = standard_of(by, edition), source = by.source }
  end
  check_beds(room, edition, add)
  local unknown = check_measures(room, edition, add)
  if #unknown > 0 then
    faults[#faults + 1] = { code = "unknown", state = "unknown",
      zh = "未量：" .. texts(unknown, "zh", "、") .. "。",
      en = "Not measured: " .. texts(unknown, "en", ", ") .. ".",
      standard = standard_of({}, edition), source = edition.reference }
  end
  return faults
end
