-- Texts that are kept as they were written, and what they are in the other
-- language. A person's own words stay as they are.
local care = require "data.care"

local words = {}

-- Why something ended by itself; some are kept as "中文 / English".
local notes = {
  { zh = "风险已降低", en = "The risk is lower" },
  { zh = "等级已变", en = "The level has changed" },
  { zh = "申请已撤回", en = "The application was withdrawn" },
  { zh = "家庭养老床位已结束", en = "The home bed was closed" },
  { zh = "入住前已过期", en = "Over before the admission" },
  { zh = "去世", en = "Died" }, { zh = "退住", en = "Left the home" },
  { zh = "不良事件已更正", en = "The incident was corrected" },
  { zh = "不良事件已撤销", en = "The incident was withdrawn" },
}

-- Goals and tasks that came from a template stand in its words.
local templates = {}
for _, edition in ipairs(care) do
  local function add(list)
    for _, each in ipairs(list) do templates[each.zh] = each.en end
  end
  for _, level in ipairs(edition.levels) do
    add(level.goals)
    add(level.tasks)
  end
  for _, tasks in pairs(edition.risks) do add(tasks) end
  for _, goal in pairs(edition.risk_goals) do add { goal } end
end

local function case(column, list)
  return "case " .. column .. " " .. table.concat(list, " ") .. " else " .. column .. " end"
end

local function when(text, said)
  return ("when '%s' then '%s'"):format((text:gsub("'", "''")), (said:gsub("'", "''")))
end

local function of_notes(column, lang)
  local list = {}
  for _, each in ipairs(notes) do
    list[#list + 1] = when(each.zh, each[lang])
    list[#list + 1] = when(each.zh .. " / " .. each.en, each[lang])
  end
  return case(column, list)
end

-- Expressions of SQL for a column's text: a note in Chinese, a note in English,
-- a goal or task in English.
function words.zh(column) return of_notes(column, "zh") end

function words.en(column) return of_notes(column, "en") end

function words.care_en(column)
  local list = {}
  for zh, en in pairs(templates) do list[#list + 1] = when(zh, en) end
  return case(column, list)
end

-- The level of a verdict, in Chinese and English.
function words.level(verdict)
  if not verdict.level then return "没有等级", "no level" end
  return verdict.level .. " " .. verdict.level_zh, verdict.level .. " " .. verdict.level_en
end

return words
