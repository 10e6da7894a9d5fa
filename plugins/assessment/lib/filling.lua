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

-- A.2.14 tells none, once, twice, three times or more of each kind.
local counts = {
  { value = "0", zh = "无", en = "None" }, { value = "1", zh = "1 次", en = "Once" },
  { value = "2", zh = "2 次", en = "Twice" }, { value = "3", zh = "3 次及以上", en = "3 or more" },
}

function filling.event_fields()
  local list = array {}
  for i, kind in ipairs(events) do
    list[i] = { name = "event_" .. kind.value, type = "enum", values = counts,
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

-- The codes of answers whose inputs were emptied, and the other inputs by name.
function filling.emptied(ready, clear)
  local codes, gone, others = {}, array {}, {}
  for code, known in pairs(ready.codes) do codes[known.field] = code end
  for place, name in ipairs(clear or {}) do
    if codes[name] then gone[#gone + 1] = codes[name] else others[name] = place end
  end
  return gone, others
end

-- Counts of events over those of the draft; nothing when none is told any more: then
-- those on record count. `emptied`: as above, what is used is taken out of it.
function filling.events(input, before, emptied)
  local counted
  for _, kind in ipairs(events) do
    local name = "event_" .. kind.value
    if input[name] or emptied[name] then
      counted = counted or copy(before or {})
      counted[kind.value] = input[name] and math.tointeger(tonumber(input[name]))
      emptied[name] = nil
    end
  end
  if counted and not next(counted) then return null end
  return counted
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
    row["event_" .. kind.value] = math.type(count) == "integer" and tostring(math.min(count,
      3)) or nil
  end
end

function filling.name(ready) return "fill_" .. ready.scale.key end

return filling
