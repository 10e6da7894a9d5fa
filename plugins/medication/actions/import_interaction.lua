-- One row of a list of interactions that the home has a licence for. A newer
-- edition of the same source takes the place of the older.
local drugs = require "lib.drugs"
local enums = require "data.drug_enums"
local index = require "lib.index"
local naming = require "lib.naming"

local function word(name, max, zh, en, required)
  return { name = name, type = "text", min = required and 1 or nil, max = max,
    required = required, zh = zh, en = en }
end

return {
  zh = "导入相互作用", en = "Import an interaction", permission = "medication.setup",
  input = {
    word("a", 100, "药物甲（成分或类别）", "First (ingredient or class)", true),
    word("b", 100, "药物乙（成分或类别）", "Second (ingredient or class)", true),
    { name = "severity", type = "enum", values = enums.severity, required = true, zh = "程度",
      en = "Severity" },
    word("zh", 1000, "说明", "Text", true),
    word("en", 1000, "英文说明", "Text (English)"),
    word("source", 200, "来源", "Source", true),
    word("edition", 100, "版本", "Edition", true),
  },
  output = {
    { name = "interaction", type = "id", zh = "编号", en = "Number" },
    { name = "a", type = "text", zh = "药物甲", en = "First" },
    { name = "b", type = "text", zh = "药物乙", en = "Second" },
  },
  run = function(call, home)
    local input = call.input
    local a, b = naming.code(index, input.a), naming.code(index, input.b)
    if b < a then a, b = b, a end
    local row = { a = a, b = b, severity = input.severity, zh = input.zh, en = input.en,
      source = input.source, edition = input.edition }
    if a == b then
      refuse("b", "same", "药物甲和药物乙是同一种。", "Both are the same.")
    end
    local known = home.find("interaction", { a = a, b = b, source = input.source })[1]
    if known and known.edition == input.edition and known.severity ~= input.severity then
      refuse("severity", "differs", "同一版本里这一对的程度前面写的是另一种。",
        "The same edition gave this pair another severity before.")
    end
    if refused() then stop() end
    local id = known and known.id or home.insert("interaction", row)
    if known then home.update("interaction", id, row) end
    drugs.note_list(call, home, "interaction", input.source, input.edition)
    return { interaction = id, a = a, b = b }
  end,
}
