-- One dose as an entry of the medicine sheet: a mark, a colour, the story.
local clock = require "lib.clock"
local enums = require "data.enums"
local words = require "lib.words"

local marks = {
  given = { "√", "free" }, self_administered = { "自", "free" }, refused = { "拒", "late" },
  held = { "缓", "blocked" }, unavailable = { "缺", "late" }, absent = { "外", "away" },
  missed = { "漏", "alarm" }, lapsed = { "失", "plain" },
}
local open = {
  upcoming = { "·", "plain" }, due = { "○", "reserved" }, late = { "！", "late" },
  missed = { "？", "alarm" }, held = { "停", "blocked" },
}
local open_words = { upcoming = "未到时", due = "该给", late = "已过时未记录",
  missed = "漏服待查", held = "暂停" }

local cells = {}

local function of_day(ms)
  local at = time.parts(ms)
  return at.minute == 0 and ("%02d"):format(at.hour) or ("%02d:%02d"):format(at.hour, at.minute)
end

local function facts_of(dose, told)
  local facts = dose.facts or {}
  if facts.amount then told[#told + 1] = "实给 " .. facts.amount end
  for _, sign in ipairs(facts.signs or {}) do
    told[#told + 1] = words.of(enums.sign, sign.sign) .. " " .. sign.value
  end
  if facts.late_entry then
    told[#told + 1] = "补记（" .. clock.short(dose.recorded) .. " 记录）"
  end
  if facts.override then told[#told + 1] = "破例：" .. facts.override end
  if facts.note then told[#told + 1] = facts.note end
  if dose.effect then told[#told + 1] = "效果：" .. words.of(enums.effect, dose.effect) end
end

-- All that is known of a dose, in one line.
function cells.story(dose)
  local told = {}
  if dose.state ~= "done" then
    return open_words[dose.state] .. (dose.held_because and "：" .. dose.held_because or "")
  end
  told[1] = words.of(enums.outcome, dose.outcome) .. " " .. clock.short(dose.at) .. " " ..
    (dose.person_name or "") .. (dose.second_name and "、" .. dose.second_name or "")
  if dose.reason then told[#told + 1] = dose.reason end
  facts_of(dose, told)
  if (dose.corrections or 0) > 0 then told[#told + 1] = "更正过 " .. dose.corrections .. " 次" end
  return table.concat(told, "；")
end

function cells.of(dose)
  local mark = dose.state == "done" and marks[dose.outcome] or open[dose.state]
  local flag = dose.state == "done" and ((dose.corrections or 0) > 0 and "*" or "") or ""
  local late = dose.facts and dose.facts.late_entry and "补" or ""
  return { at = time.date(dose.due), text = of_day(dose.due) .. mark[1] .. late .. flag,
    tone = mark[2], hint = cells.story(dose), cell = dose.duty }
end

-- The words of the marks, for the foot of the sheet.
function cells.legend()
  local list = array {}
  for _, outcome in ipairs(enums.outcome) do
    local mark = marks[outcome.value]
    list[#list + 1] = { text = mark[1], tone = mark[2], zh = outcome.zh, en = outcome.en }
  end
  list[#list + 1] = { text = "○", tone = "reserved", zh = "该给", en = "Due" }
  list[#list + 1] = { text = "！", tone = "late", zh = "已过时未记录", en = "Late, not recorded" }
  list[#list + 1] = { text = "？", tone = "alarm", zh = "漏服待查", en = "Missed?" }
  list[#list + 1] = { text = "停", tone = "blocked", zh = "暂停", en = "Held" }
  list[#list + 1] = { text = "补", tone = "plain", zh = "补记", en = "Entered late" }
  list[#list + 1] = { text = "*", tone = "plain", zh = "更正过", en = "Corrected" }
  return list
end

return cells
