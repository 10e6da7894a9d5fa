-- The forms that fill in a draft: one for each scale, made from its data.
local events = require "data.events"
local scales = require "lib.scales"

local filling = {}

local function item_field(item, field)
  local values = {}
  for i, option in ipairs(item.options) do
    values[i] = { value = tostring(option.value), zh = option.value .. " " .. option.zh,
      en = option.value .. " " .. option.en }
  end
  return { name = field, type = "enum", values = values, zh = item.code .. " " .. item.zh,
    en = item.code .. " " .. item.en }
end

-- The items of a scale as choices.
function filling.fields(ready)
  local list = array {}
  for _, group in ipairs(ready.scale.groups) do
    for _, item in ipairs(group.items) do
      list[#list + 1] = item_field(item, ready.codes[item.code].field)
    end
  end
  return list
end

-- A number for each kind of care-risk event.
function filling.event_fields()
  local list = array {}
  for i, kind in ipairs(events) do
    list[i] = { name = "event_" .. kind.value, type = "integer", min = 0, max = 99,
      zh = "近 30 天" .. kind.zh .. "次数", en = kind.en .. " within 30 days" }
  end
  return list
end

-- The answers of an input of such a form.
function filling.answers(ready, input)
  local answers = {}
  for code, known in pairs(ready.codes) do
    local value = input[known.field]
    if value ~= nil then answers[code] = math.tointeger(tonumber(value)) end
  end
  return answers
end

function filling.events(input, before)
  local counts
  for _, kind in ipairs(events) do
    local count = input["event_" .. kind.value]
    if count then
      counts = counts or copy(before or {})
      counts[kind.value] = count
    end
  end
  return counts
end

-- A draft's answers by the names of the form's inputs.
function filling.values(row, draft)
  for _, ready in ipairs(scales.ready) do
    if ready.scale.standard == draft.standard and ready.scale.edition == draft.edition then
      for code, value in pairs(draft.answers) do
        row[ready.codes[code].field] = tostring(value)
      end
    end
  end
  for _, kind in ipairs(events) do
    local count = (draft.risk_events or {})[kind.value]
    row["event_" .. kind.value] = math.type(count) == "integer" and count or nil
  end
end

function filling.name(ready) return "fill_" .. ready.scale.key end

return filling
