-- Doses and frequencies in words, as they are kept with an order.
local enums = require "data.enums"
local reasons = require "data.reasons"
local rules = require "lib.rule"

local words = {}

local digits = { [0] = "零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十" }
local parts = { ["25"] = "四分之一", ["5"] = "半", ["75"] = "四分之三" }

function words.of(values, value)
  for _, each in ipairs(values) do
    if each.value == value then return each.zh, each.en end
  end
  return value, value
end

local digits_en = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
"ten" }
local parts_en = { ["25"] = "a quarter", ["5"] = "a half", ["75"] = "three quarters" }

-- The same in English.
local function spoken_en(amount)
  local whole, part = amount:match("^(%d+)%.?(%d*)$")
  local number = tonumber(whole)
  if not number or number > 10 or (part ~= "" and not parts_en[part]) then return nil end
  if part == "" then return digits_en[number] end
  if number == 0 then return parts_en[part] end
  return digits_en[number] .. " and " .. parts_en[part]
end

-- An amount in Chinese words, where it has everyday ones.
local function spoken(amount, unit)
  local whole, part = amount:match("^(%d+)%.?(%d*)$")
  local number = tonumber(whole)
  if not number or number > 10 or (part ~= "" and not parts[part]) then return nil end
  if part == "" then return digits[number] .. unit end
  if number == 0 then return parts[part] .. unit end
  return part == "5" and digits[number] .. unit .. "半" or nil
end

-- "0.5 片（半片）": figures for exactness, words against a misread point.
function words.dose(amount, unit)
  local zh, en = words.of(enums.unit, unit)
  local said, said_en = spoken(amount, zh), spoken_en(amount)
  return amount .. " " .. zh .. (said and "（" .. said .. "）" or ""),
    amount .. " " .. en .. (said_en and " (" .. said_en .. ")" or "")
end

local weekdays = { "一", "二", "三", "四", "五", "六", "日" }
local weekdays_en = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }

local function days(plan)
  if plan.every_days then
    return "每 " .. plan.every_days .. " 天 ", "every " .. plan.every_days .. " days "
  end
  local named, named_en = {}, {}
  for i, day in ipairs(plan.weekdays or {}) do
    named[i], named_en[i] = weekdays[day], weekdays_en[day]
  end
  if #named == 0 then return "", "" end
  return "周" .. table.concat(named, "、") .. " ", table.concat(named_en, ", ") .. " "
end

-- "8 小时", "1 天 12 小时" of milliseconds; "1 d 12 h".
local function long(ms)
  local minutes, zh, en = ms // 60000, {}, {}
  for _, unit in ipairs { { 1440, "天", "d" }, { 60, "小时", "h" }, { 1, "分钟", "min" } } do
    local count = minutes // unit[1]
    minutes = minutes % unit[1]
    if count > 0 then
      zh[#zh + 1], en[#en + 1] = count .. " " .. unit[2], count .. " " .. unit[3]
    end
  end
  return table.concat(zh, " "), table.concat(en, " ")
end

local rule_days = { MO = 1, TU = 2, WE = 3, TH = 4, FR = 5, SA = 6, SU = 7 }

local everyday = { FREQ = true, INTERVAL = true, BYDAY = true, BYHOUR = true, BYMINUTE = true,
  BYSECOND = true, BYMONTHDAY = true }

-- "每小时", "每 2 小时": of the hour alone.
local function hourly(told)
  if told.FREQ ~= "HOURLY" or told.BYHOUR or told.BYDAY or told.BYMONTHDAY
    or not (told.BYMINUTE or "0"):match("^%d%d?$") then return nil end
  local every = told.INTERVAL or "1"
  if every == "1" then return "每小时", "every hour" end
  return "每 " .. every .. " 小时", "every " .. every .. " hours"
end

-- "每月 1、15 日".
local function monthly(told)
  local dates = told.BYMONTHDAY or ""
  if told.FREQ ~= "MONTHLY" or (told.INTERVAL or "1") ~= "1" or told.BYDAY
    or not dates:match("^%d[%d,]*$") then return nil end
  return "每月 " .. dates:gsub(",", "、") .. " 日", "on day " .. dates:gsub(",", ", ")
    .. " of each month"
end

-- The everyday rules, "每 3 天 08:00" or "每周一、五 08:00 20:00", in Chinese and
-- English; nil of others.
local function plainly(rule)
  local times, named, named_en = {}, {}, {}
  local rule_parts, plain = rules.parts(rule, everyday)
  if plain and hourly(rule_parts) then return hourly(rule_parts) end
  local minute = (rule_parts.BYMINUTE or ""):match("^%d%d?$")
  if not plain or not minute or not rule_parts.BYHOUR
    or (rule_parts.BYSECOND or "0") ~= "0" then return nil end
  for hour in rule_parts.BYHOUR:gmatch("[^,]+") do
    if not hour:match("^%d%d?$") then return nil end
    times[#times + 1] = ("%02d:%02d"):format(tonumber(hour), tonumber(minute))
  end
  for day in (rule_parts.BYDAY or ""):gmatch("[^,]+") do
    local number = rule_days[day]
    if not number then return nil end
    named[#named + 1], named_en[#named_en + 1] = weekdays[number], weekdays_en[number]
  end
  local every = rule_parts.INTERVAL or "1"
  local at = " " .. table.concat(times, " ")
  if rule_parts.FREQ == "DAILY" and #named == 0 and not rule_parts.BYMONTHDAY then
    if every == "1" then return "每天" .. at, "every day" .. at end
    return "每 " .. every .. " 天" .. at, "every " .. every .. " days" .. at
  elseif rule_parts.BYMONTHDAY then
    local zh, en = monthly(rule_parts)
    if zh then return zh .. at, en .. at end
  elseif rule_parts.FREQ == "WEEKLY" and #named > 0 then
    local weekdays_zh, on = table.concat(named, "、") .. at, table.concat(named_en, ", ") .. at
    if every == "1" then return "每周" .. weekdays_zh, "every " .. on end
    return "每 " .. every .. " 周的周" .. weekdays_zh, "every " .. every .. " weeks on " .. on
  end
end

-- "tid 08:00 12:00 16:00", in Chinese and English.
function words.often(plan)
  if plan.kind == "clock" then
    local zh, en = days(plan)
    local times = table.concat(plan.times, " ")
    return plan.code .. " " .. zh .. times, plan.code .. " " .. en .. times
  elseif plan.kind == "elapsed" then
    local zh, en = long(plan.ms)
    return "每隔 " .. zh, "every " .. en
  elseif plan.kind == "rule" then
    local zh, en = plainly(plan.rule)
    if zh then return zh, en end
    local rule = #plan.rule <= 90 and plan.rule or plan.rule:sub(1, 87) .. "..."
    return "按规则 " .. rule, "by the rule " .. rule
  end
  return plan.code, plan.code
end

-- "tid（每日三次）": how often it is taken where other clock times than ours hold.
function words.meaning(edition, plan)
  for _, known in ipairs(edition.codes) do
    if known.code == plan.code then
      return known.code .. "（" .. known.zh .. "）", known.code .. " (" .. known.en:lower() .. ")"
    end
  end
  return words.often(plan)
end

local function of_effect(effect)
  local zh, en = words.of(enums.effect, effect)
  return { zh = "上次用后" .. zh .. "时暂缓", en = "Hold after: " .. en:lower() }
end

local function of_sign(each)
  local zh, en = words.of(enums.sign, each.sign)
  local both = each.below and each.above
  return {
    zh = zh .. (each.below and "低于 " .. each.below or "") .. (both and " 或" or "")
      .. (each.above and "高于 " .. each.above or "") .. " 时暂缓",
    en = en .. ": hold" .. (each.below and " below " .. each.below or "")
      .. (both and " or" or "") .. (each.above and " above " .. each.above or ""),
  }
end

-- "脉搏（次/分）低于 60 时暂缓", "上次用后加重时暂缓": each condition of an order, { zh, en }.
function words.conditions(conditions)
  local list = array {}
  for i, each in ipairs(conditions or {}) do
    list[i] = each.effect and of_effect(each.effect) or of_sign(each)
  end
  return list
end

-- --- texts that are kept with a record ------------------------------------

-- A reason that this plugin wrote or offered, in both languages; any other is a
-- person's own words and stays as it is.
function words.reason(text)
  for _, each in ipairs(reasons.all) do
    if each.zh == text or each.en == text then return each.zh, each.en end
  end
  return text, text
end

-- The same for SQL: an expression for the English of a kept reason.
function words.english(column)
  local cases = {}
  for i, each in ipairs(reasons.all) do
    cases[i] = ("when '%s' then '%s'"):format(each.zh, (each.en:gsub("'", "''")))
  end
  return "case " .. column .. " " .. table.concat(cases, " ") .. " else " .. column .. " end"
end

-- Of a movement of stock, whose reason begins with who brought or got it.
function words.english_movement(column)
  return ("case when %s like '送药人：%%' then 'Brought by: ' || substr(%s, 5)"
    .. " when %s like '交给：%%' then 'Given to: ' || substr(%s, 4) else %s end"):format(column,
    column, column, column, words.english(column))
end

return words
