-- A form in words: each item with its score and what that score means.
local scales = require "lib.scales"

local sheet = {}

local function meaning(item, value)
  for _, option in ipairs(item.options) do
    if option.value == value then return option.zh, option.en end
  end
end

function sheet.rows(standard, edition, answers)
  local ready, rows = scales.exactly(standard, edition), array {}
  for _, group in ipairs(ready and ready.scale.groups or {}) do
    for _, item in ipairs(group.items) do
      local value = answers[item.code]
      local zh, en = meaning(item, value)
      rows[#rows + 1] = { part = group.zh, part_en = group.en, code = item.code, item = item.zh,
        item_en = item.en, score = value, most = ready.codes[item.code].max, means = zh,
        means_en = en, tone = value == nil and "late" or "plain" }
    end
  end
  return rows
end

local function text(name, zh, en)
  return { name = name, type = "text", max = 300, zh = zh, en = en }
end

sheet.columns = {
  text("part", "部分", "Part"), text("part_en", "部分（英文）", "Part"),
  text("code", "编码", "Code"), text("item", "项目", "Item"),
  text("item_en", "项目（英文）", "Item"),
  { name = "score", type = "integer", zh = "得分", en = "Score" },
  { name = "most", type = "integer", zh = "满分", en = "Most" },
  text("means", "含义", "Meaning"), text("means_en", "含义（英文）", "Meaning"),
  text("tone", "提示色", "Tone"),
}

return sheet
