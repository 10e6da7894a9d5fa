-- The care-risk events of an assessment: those typed into the form, what the
-- home's record counted for it then, and the events of that time as they are on
-- record now.
local enums = require "data.enums"
local fields = require "lib.fields"
local scales = require "lib.scales"

-- Kinds by all that they are called.
local kinds = {}
for _, kind in ipairs(require "data.events") do
  kinds[kind.value] = kind.value
  for _, word in ipairs(kind.words) do kinds[word] = kind.value end
end

local function typed(rows, given)
  for word, value in pairs(given) do
    local dates = type(value) == "table" and value or {}
    for _, day in ipairs(dates) do
      rows[#rows + 1] = { which = "typed", kind = kinds[word], date = day }
    end
    if type(value) ~= "table" then
      rows[#rows + 1] = { which = "typed", kind = kinds[word], count = value }
    end
  end
end

local function on_record(rows, home, found, ready)
  local changes = ready and ready.scale.changes
  if not changes then return end
  local first = date.add(found.base_date, -changes.events.days)
  if not found.options.inclusive then first = date.add(first, 1) end
  for _, row in ipairs(home.query("events", { resident = found.resident, from = first,
    to = found.base_date })) do
    rows[#rows + 1] = { which = "record", kind = row.kind, date = row.date,
      severity = row.severity, note = row.note, withdrawn = row.withdrawn,
      withdrawn_en = row.withdrawn_en, tone = row.tone }
  end
end

return {
  zh = "评估的风险事件", en = "Events of an assessment", permission = "assessment.read",
  input = { { name = "id", type = "ref", to = "assessment", required = true, zh = "评估",
    en = "Assessment" } },
  columns = fields.of(
    { name = "which", type = "enum", zh = "出自", en = "From", values = {
      { value = "typed", zh = "评估表填写", en = "Typed into the form" },
      { value = "counted", zh = "当时本院记录", en = "On record then" },
      { value = "record", zh = "本院记录", en = "On record" } } }, "kind",
    { name = "count", type = "integer", zh = "次数", en = "Times" },
    { name = "date", type = "date", zh = "日期", en = "Date" },
    { name = "severity", type = "enum", values = enums.severity, zh = "程度", en = "Severity" },
    "note", { name = "withdrawn", type = "text", max = 500, zh = "撤销原因",
      en = "Withdrawn because" },
    { name = "withdrawn_en", type = "text", max = 500, zh = "撤销原因（英文）",
      en = "Withdrawn because" }, "tone"),
  run = function(call, home)
    local found, rows = home.get("assessment", call.input.id), array {}
    if not found then return rows end
    typed(rows, found.form.risk_events or {})
    for kind, count in pairs(found.counted or {}) do
      rows[#rows + 1] = { which = "counted", kind = kind, count = count }
    end
    on_record(rows, home, found, scales.exactly(found.standard, found.edition))
    return rows
  end,
}
