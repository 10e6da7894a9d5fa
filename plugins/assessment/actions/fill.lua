-- The form of one scale: its items as choices in words, put into a draft.
local drafts = require "lib.drafts"
local fields = require "lib.fields"
local filling = require "lib.filling"

local extra = { "coma", "diagnoses", "psychiatrist", "self_rating" }

local function inputs(ready)
  local list = fields.of("draft")
  for _, field in ipairs(filling.fields(ready)) do list[#list + 1] = field end
  if ready.scale.changes then
    for _, field in ipairs(fields.of("coma", "diagnoses", "psychiatrist")) do
      list[#list + 1] = field
    end
    for _, field in ipairs(filling.event_fields()) do list[#list + 1] = field end
  end
  if ready.scale.self_rating then list[#list + 1] = fields.self_rating end
  list[#list + 1] = fields.clear
  return list
end

local function check_scale(ready, draft)
  if draft.standard == ready.scale.standard then return end
  refuse("draft", "scale", "这份草稿用的是 " .. draft.standard .. "，请用那个量表的表格。",
    "This draft is of " .. draft.standard .. ": use that scale's form.")
  stop()
end

-- What the form says beside the answers, and what it empties of that.
local function extras(input, emptied, changes)
  for _, name in ipairs(extra) do
    changes[name] = input[name]
    if emptied[name] and changes[name] == nil then changes[name] = null end
    emptied[name] = nil
  end
  for _, place in pairs(emptied) do drafts.refuse_clear(place) end
end

return function(ready)
  local scale = ready.scale
  return {
    zh = "填写 " .. scale.standard, en = "Fill in " .. scale.standard,
    permission = "assessment.assess",
    input = inputs(ready),
    output = fields.of({ name = "draft", type = "id", zh = "草稿", en = "Draft" },
      { name = "left", type = "integer", zh = "还没有评的项目", en = "Items left" }),
    run = function(call, home)
      local input, draft = call.input, drafts.open(call, home)
      check_scale(ready, draft)
      local gone, emptied = filling.emptied(ready, input.clear)
      local changes = { risk_events = filling.events(input, draft.risk_events, emptied) }
      extras(input, emptied, changes)
      local given, left = filling.answers(ready, input), 0
      if next(given) or #gone > 0 then
        changes.answers = drafts.answers(call, draft, given, gone)
      end
      if refused() then stop() end
      drafts.change(call, home, draft, changes)
      for code in pairs(ready.codes) do
        if (changes.answers or draft.answers)[code] == nil then left = left + 1 end
      end
      return { draft = draft.id, left = left }
    end,
  }
end
