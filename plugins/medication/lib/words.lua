-- Doses and frequencies in words, as they are kept with an order.
local enums = require "data.enums"

local words = {}

local digits = { [0] = "零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十" }
local parts = { ["25"] = "四分之一", ["5"] = "半", ["75"] = "四分之三" }

function words.of(values, value)
  for _, each in ipairs(values) do
    if each.value == value then return each.zh, each.en end
  end
  return value, value
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
  local name = words.of(enums.unit, unit)
  local said = spoken(amount, name)
  return amount .. " " .. name .. (said and "（" .. said .. "）" or "")
end

local weekdays = { "一", "二", "三", "四", "五", "六", "日" }

local function days(plan)
  if plan.every_days then return "每 " .. plan.every_days .. " 天 " end
  local named = {}
  for i, day in ipairs(plan.weekdays or {}) do named[i] = weekdays[day] end
  return #named > 0 and "周" .. table.concat(named, "、") .. " " or ""
end

-- "8 小时", "1 天 12 小时" of milliseconds.
local function long(ms)
  local minutes, parts_of = ms // 60000, {}
  for _, unit in ipairs { { 1440, "天" }, { 60, "小时" }, { 1, "分钟" } } do
    local count = minutes // unit[1]
    minutes = minutes % unit[1]
    if count > 0 then parts_of[#parts_of + 1] = count .. " " .. unit[2] end
  end
  return table.concat(parts_of, " ")
end

-- "tid 08:00 12:00 16:00"
function words.often(plan)
  if plan.kind == "clock" then
    return plan.code .. " " .. days(plan) .. table.concat(plan.times, " ")
  elseif plan.kind == "elapsed" then
    return "每隔 " .. long(plan.ms)
  elseif plan.kind == "rule" then
    return #plan.rule <= 100 and plan.rule or plan.rule:sub(1, 97) .. "..."
  end
  return plan.code
end

return words
