-- What an order says beside its dose and times, as additionalInstruction of FHIR: each in
-- the program's own words, by which a home knows it again. Pure.
local enums = require "data.enums"
local words = require "lib.words"

local instructions = {}

local critical, two = words.of(enums.class, "critical"), "双人核对"
local spacing, most = "两次之间至少 %d 分钟", "24 小时最多 %d 次"

-- The interval of a standing as-needed order is its timing already.
local function spaced(order)
  return order.min_interval and (not order.as_needed or order.plan.once)
end

function instructions.out(order)
  local list = array {}
  local function add(text) list[#list + 1] = { text = text } end
  for _, each in ipairs(words.conditions(order.conditions)) do add(each.zh) end
  if order.meal and order.meal ~= "any" then add((words.of(enums.meal, order.meal))) end
  if order.class == "critical" then add(critical) end
  if order.signer then add(two) end
  if spaced(order) then add(spacing:format(order.min_interval)) end
  if order.max_doses then add(most:format(order.max_doses)) end
  if order.instruction then add(order.instruction) end
  return #list > 0 and list or nil
end

-- { sign, below?, above? } of words that say nothing else.
local function condition_of(text)
  for _, sign in ipairs(enums.sign) do
    if text:sub(1, #sign.zh) == sign.zh then
      local made = { sign = sign.value, below = text:match("低于 (%d+%.?%d*)"),
        above = text:match("高于 (%d+%.?%d*)") }
      local told = made.below or made.above
      if told and words.conditions({ made })[1].zh == text then return made end
    end
  end
end

local function meal_of(text)
  for _, meal in ipairs(enums.meal) do
    if meal.zh == text then return meal.value end
  end
end

local function number_of(text, form)
  return math.tointeger(tonumber(text:match("^" .. form:gsub("%%d", "(%%d%%d?%%d?%%d?%%d?)")
    .. "$")))
end

-- Takes what `text` says into `found`; false when it is none of these.
function instructions.read(text, found)
  local name, value
  local condition = condition_of(text)
  if condition then
    found.conditions = found.conditions or array {}
    found.conditions[#found.conditions + 1] = condition
    return true
  elseif text == two then
    name, value = "signer", true
  elseif text == critical then
    name, value = "class", "critical"
  elseif meal_of(text) then
    name, value = "meal", meal_of(text)
  elseif number_of(text, spacing) then
    name, value = "min_interval", number_of(text, spacing)
  elseif number_of(text, most) then
    name, value = "max_doses", number_of(text, most)
  end
  if not name or (found[name] ~= nil and found[name] ~= value) then return false end
  found[name] = value
  return true
end

return instructions
