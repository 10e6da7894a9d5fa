-- Reads a frequency: a code, { rrule = } or { every = }. Gives a plan of times,
-- or nil and a fault that says what may have been meant. A code is never
-- corrected: a near miss is another dose.
--
-- plan: { code, kind = "clock", times, weekdays?, every_days?, first? }; first: the
--       date, or of a rule the wall time, from which it counts, which the order adds
--       { code, kind = "rule", rule, first? } · { code, kind = "elapsed", every }
--       { code, kind = "once" } · { code, kind = "needed", once? }
local clock = require "lib.clock"

local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local corner = row[0]
    row[0] = i
    for j = 1, #b do
      local above = row[j]
      local change = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(above + 1, row[j - 1] + 1, corner + change)
      corner = above
    end
  end
  return row[#b]
end

-- The codes that these words are the meaning of: 一日3次 is 每日三次.
local function spelt(edition, word)
  for _, pair in ipairs(edition.spellings) do word = word:gsub(pair[1], pair[2]) end
  if edition.refused[word] then return edition.refused[word] end
  for _, known in ipairs(edition.codes) do
    if known.zh == word or known.zh == word .. "一次" or known.zh .. "一次" == word then
      return { known.code }
    end
  end
end

-- At most four codes, nearest first, in the order of the table where equal.
-- q3h is no near miss of q4h: other hours are meant.
local function near(edition, word)
  -- "b.i.d.", and what a Chinese keyboard writes: ｂｉｄ
  word = word:gsub("\u{ff0e}", ""):gsub("\xef\xbd([\x81-\x9a])", function(last)
    return string.char(last:byte() - 0x81 + 0x61)
  end):gsub("\xef\xbc([\x90-\x99])", function(last)
    return string.char(last:byte() - 0x90 + 0x30)
  end):gsub("%.", "")
  for _, known in ipairs(edition.codes) do
    if known.code == word then return { word } end
  end
  local meant = edition.refused[word] or spelt(edition, word)
  if meant then return meant end
  if word:match("^q%d+[hdwm]$") then return {} end
  local found = {}
  for away = 1, 2 do
    for _, known in ipairs(edition.codes) do
      local far = distance(word, known.code)
      if far == away and far < #known.code and #found < 4 then
        found[#found + 1] = known.code
      end
    end
  end
  return found
end

local function list(edition, codes, language)
  local words = {}
  for i, code in ipairs(codes) do
    for _, known in ipairs(edition.codes) do
      if known.code == code then words[i] = code .. "（" .. known.zh .. "）" end
      if known.code == code and language == "en" then
        words[i] = code .. " (" .. known.en:lower() .. ")"
      end
    end
  end
  return table.concat(words, language == "en" and ", " or "、")
end

local function unknown(edition, text)
  local codes = near(edition, text:lower())
  local zh = "不认识频次“" .. text .. "”。"
  local en = "There is no frequency “" .. text .. "”. "
  if #codes > 0 then
    zh = zh .. "是不是 " .. list(edition, codes, "zh") .. "？请选定一个。"
    en = en .. "Did you mean " .. list(edition, codes, "en") .. "? Choose one."
  else
    zh, en = zh .. "请用频次表中的代码。", en .. "Use a code of the table."
  end
  return nil, { code = "frequency", zh = zh, en = en, near = codes }
end

local function clock_plan(known, settings)
  local times = {}
  if known.meals then
    local before = known.meals == "before"
    local by = before and -settings.before_meal or settings.after_meal
    for i, meal in ipairs { "breakfast", "lunch", "supper" } do
      times[i] = clock.shift(settings[meal], by)
    end
  else
    for i, text in ipairs(known.times) do times[i] = text end
  end
  return { code = known.code, kind = "clock", times = times, weekdays = known.weekdays,
    every_days = known.every_days }
end

local function of_code(edition, text, settings)
  local code = text:lower():match("^%s*(.-)%s*$")
  for _, known in ipairs(edition.codes) do
    if known.code == code then
      if known.as_needed then return { code = code, kind = "needed", once = known.once } end
      if known.once then return { code = code, kind = "once" } end
      return clock_plan(known, settings)
    end
  end
  return unknown(edition, text)
end

local function of_every(text)
  local ms = type(text) == "string" and clock.duration(text)
  if not ms or ms < 15 * 60000 or ms > 366 * 86400000 then
    return nil, { code = "every", zh = "间隔要写成 PT8H 这样，至少 15 分钟。",
      en = "Write the interval like PT8H, at least 15 minutes." }
  end
  return { code = "every", kind = "elapsed", every = text, ms = ms }
end

local function of_rule(text)
  if type(text) ~= "string" or #text > 500 or not text:upper():match("FREQ=") then
    return nil, { code = "rrule", zh = "规则要写成 RRULE 文字，例如 FREQ=DAILY;BYHOUR=8。",
      en = "Write the rule as an RRULE, such as FREQ=DAILY;BYHOUR=8." }
  end
  local rule = text:upper():gsub("^RRULE:", "")
  local often = rule:match("FREQ=(%a+)")
  if often == "MINUTELY" or often == "SECONDLY" then
    return nil, { code = "rrule", zh = "规则太密：每小时一次是最密的。",
      en = "That rule is too frequent: hourly is the most." }
  end
  return { code = "rrule", kind = "rule", rule = rule }
end

return function(edition, frequency, settings)
  if type(frequency) == "string" then return of_code(edition, frequency, settings) end
  if type(frequency) == "table" then
    local key, value = next(frequency)
    local single = key ~= nil and next(frequency, key) == nil
    if single and key == "rrule" then return of_rule(value) end
    if single and key == "every" then return of_every(value) end
    if single and key == "code" and type(value) == "string" then
      return of_code(edition, value, settings)
    end
  end
  return nil, { code = "frequency",
    zh = "频次要写成代码（如 tid），或 {\"rrule\": …}，或 {\"every\": \"PT8H\"}。",
    en = "Write a code such as tid, or {\"rrule\": ...}, or {\"every\": \"PT8H\"}." }
end
