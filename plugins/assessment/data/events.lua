-- Care-risk events that are counted before an assessment (GB/T 42195-2022,
-- A.2.14). `words`: what else calls them so.
local enums = require "data.enums"

local words = {
  fall = { "跌倒", "坠床" },
  straying = { "走失", "lost", "wander" },
  choking = { "噎食", "choke" },
  self_harm = { "自杀", "自伤", "自杀/自伤", "suicide" },
  other = { "其他" },
}

local events = {}
for i, kind in ipairs(enums.event) do
  events[i] = { value = kind.value, zh = kind.zh, en = kind.en, words = words[kind.value] }
end
return events
