-- How many days one prescription may hold, by kind: the table's, and the home's
-- own where it set one.
local prescriptions = require "lib.prescriptions"

local longer = {
  { value = "reason", zh = "要写理由", en = "Takes a reason" },
  { value = "refuse", zh = "不收", en = "Refused" },
}

return {
  zh = "处方天数", en = "Days of a prescription", permission = "medication.read",
  input = {},
  columns = {
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "zh", type = "text", zh = "种类", en = "Kind (Chinese)" },
    { name = "en", type = "text", zh = "种类（英文）", en = "Kind" },
    { name = "days", type = "integer", zh = "最多天数", en = "Days at most" },
    { name = "longer", type = "enum", values = longer, zh = "更长的", en = "A longer one" },
    { name = "source", type = "text", max = 400, zh = "依据", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "confidence", type = "text", zh = "可信程度", en = "Confidence" },
    { name = "own", type = "boolean", zh = "本院自定", en = "Set here" },
    { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  },
  run = function(call, home)
    local rows, own = array {}, prescriptions.own(home)
    local refuse_all = call.settings.prescription_longer == "refuse"
    for i, each in ipairs(call.data.prescription_days[1].lengths) do
      local set = own[each.key]
      rows[i] = { key = each.key, zh = each.zh, en = each.en, days = set and set.days or each.days,
        longer = refuse_all and "refuse" or each.longer, source = set and set.source or each.source,
        edition = not set and each.edition or nil,
        confidence = not set and each.confidence or nil, own = set ~= nil,
        tone = set and "reserved" or each.confidence == "KH" and "plain" or "late" }
    end
    return rows
  end,
}
