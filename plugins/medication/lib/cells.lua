-- One dose as an entry of the medicine sheet: a mark, a colour, the story.
local clock = require "lib.clock"
local enums = require "data.enums"
local words = require "lib.words"

-- The mark in Chinese and English, and its colour.
local marks = {
  given = { "√", "√", "free" }, self_administered = { "自", "S", "free" },
  refused = { "拒", "R", "late" }, held = { "缓", "H", "blocked" },
  unavailable = { "缺", "N", "late" }, absent = { "外", "A", "away" },
  missed = { "漏", "M", "alarm" }, lapsed = { "失", "L", "plain" },
}
local open = {
  upcoming = { "·", "·", "plain" }, due = { "○", "○", "reserved" },
  late = { "！", "!", "late" }, missed = { "？", "?", "alarm" }, held = { "停", "P", "blocked" },
}
local open_words = {
  upcoming = { "未到时", "Coming" }, due = { "该给", "Due" },
  late = { "已过时未记录", "Late, not recorded" }, missed = { "漏服待查", "Missed?" },
  held = { "暂停", "Held" },
}

local cells = {}

local function of_day(ms)
  local at = time.parts(ms)
  return at.minute == 0 and ("%02d"):format(at.hour) or ("%02d:%02d"):format(at.hour, at.minute)
end

-- Parts of a story in both languages.
local function telling()
  local told = { zh = {}, en = {} }
  function told.add(zh, en)
    told.zh[#told.zh + 1], told.en[#told.en + 1] = zh, en
  end
  return told
end

local function facts_of(dose, told)
  local facts = dose.facts or {}
  if facts.amount then
    local zh, en = words.of(enums.unit, dose.unit)
    told.add("实给 " .. facts.amount .. " " .. zh, "given " .. facts.amount .. " " .. en)
  end
  for _, sign in ipairs(facts.signs or {}) do
    local zh, en = words.of(enums.sign, sign.sign)
    told.add(zh .. " " .. sign.value, en .. " " .. sign.value)
  end
  if facts.late_entry then
    local at = clock.short(dose.recorded)
    told.add("补记（" .. at .. " 记录）", "entered late (" .. at .. ")")
  end
  if facts.override then
    told.add("破例：" .. facts.override, "overridden: " .. facts.override)
  end
  if facts.note then told.add(facts.note, facts.note) end
  if dose.effect then
    local zh, en = words.of(enums.effect, dose.effect)
    told.add("效果：" .. zh, "effect: " .. en)
  end
end

-- All that is known of a dose, in one line; in Chinese and in English. `dose.unit`:
-- that of its order.
function cells.story(dose)
  if dose.state ~= "done" then
    local word = open_words[dose.state]
    if not dose.held_because then return word[1], word[2] end
    local zh, en = words.reason(dose.held_because)
    return word[1] .. "：" .. zh, word[2] .. ": " .. en
  end
  local told = telling()
  local zh, en = words.of(enums.outcome, dose.outcome)
  local when = " " .. clock.short(dose.at) .. " " .. (dose.person_name or "")
  told.add(zh .. when .. (dose.second_name and "、" .. dose.second_name or ""),
    en .. when .. (dose.second_name and ", " .. dose.second_name or ""))
  if dose.reason then told.add(words.reason(dose.reason)) end
  facts_of(dose, told)
  local corrections = dose.corrections or 0
  if corrections > 0 then
    told.add("更正过 " .. corrections .. " 次", "corrected " .. corrections .. "x")
  end
  return table.concat(told.zh, "；"), table.concat(told.en, "; ")
end

function cells.of(dose)
  local done = dose.state == "done"
  local mark = done and marks[dose.outcome] or open[dose.state]
  local flag = done and (dose.corrections or 0) > 0 and "*" or ""
  local late = dose.facts and dose.facts.late_entry
  local hint, hint_en = cells.story(dose)
  local at = of_day(dose.due)
  return { at = time.date(dose.due), text = at .. mark[1] .. (late and "补" or "") .. flag,
    text_en = at .. mark[2] .. (late and "+" or "") .. flag,
    tone = mark[3], hint = hint, hint_en = hint_en, cell = dose.duty }
end

-- The words of the marks, for the foot of the sheet.
function cells.legend()
  local list = array {}
  for _, outcome in ipairs(enums.outcome) do
    local mark = marks[outcome.value]
    list[#list + 1] = { text = mark[1], text_en = mark[2], tone = mark[3], zh = outcome.zh,
      en = outcome.en }
  end
  list[#list + 1] = { text = "○", tone = "reserved", zh = "该给", en = "Due" }
  list[#list + 1] = { text = "！", text_en = "!", tone = "late", zh = "已过时未记录",
    en = "Late, not recorded" }
  list[#list + 1] = { text = "？", text_en = "?", tone = "alarm", zh = "漏服待查", en = "Missed?" }
  list[#list + 1] = { text = "停", text_en = "P", tone = "blocked", zh = "暂停", en = "Paused" }
  list[#list + 1] = { text = "补", text_en = "+", tone = "plain", zh = "补记", en = "Entered late" }
  list[#list + 1] = { text = "*", tone = "plain", zh = "更正过", en = "Corrected" }
  return list
end

return cells
