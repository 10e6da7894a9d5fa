-- What happened with one resident's medicines: orders begun, changed and
-- ended, doses that were not simply given, as-needed doses and what they did,
-- and the vital signs that were measured for a dose.
local cells = require "lib.cells"
local columns = require "lib.columns"
local enums = require "data.enums"
local period = require "lib.period"
local words = require "lib.words"

local tones = { given = "free", self_administered = "free", missed = "alarm" }

local function of_order(rows, order, from, to)
  if order.starts >= from and order.starts < to then
    local first, drug_en = order.order_version == 1, order.drug_name_en or order.drug_name
    rows[#rows + 1] = { at = order.starts, kind = "order", tone = "reserved",
      order = order.order, text = (first and "开始 " or "更改为 ") ..
        order.drug_name .. "，每次 " .. order.dose_text .. "，" .. order.often,
      text_en = (first and "Begun: " or "Changed to: ") .. drug_en .. ", " ..
        (order.dose_text_en or order.dose_text) .. ", " .. (order.often_en or order.often) }
  end
  if order.ends and order.ends >= from and order.ends < to and order.ended_by ~= "changed" then
    local zh, en = "疗程结束", "Course over"
    if order.ended_by then zh, en = words.of(enums.ending, order.ended_by) end
    rows[#rows + 1] = { at = order.ends, kind = "order", tone = "plain", order = order.order,
      text = zh .. " " .. order.drug_name,
      text_en = en .. ": " .. (order.drug_name_en or order.drug_name) }
  end
end

local function of_dose(rows, dose, order)
  local facts = dose.facts or {}
  for _, sign in ipairs(facts.signs or {}) do
    local zh, en = words.of(enums.sign, sign.sign)
    rows[#rows + 1] = { at = dose.at, kind = "sign", tone = "plain", series = sign.sign,
      value = sign.value, order = dose.order,
      text = zh .. " " .. sign.value, text_en = en .. " " .. sign.value }
  end
  local usual = dose.outcome == "given" and not order.as_needed
  local odd = facts.override or facts.amount or facts.late_entry or (dose.corrections or 0) > 0
  if dose.state == "done" and usual and not odd then return end
  if dose.state == "upcoming" or dose.state == "due" then return end
  dose.unit = order.dose_unit
  local zh, en = cells.story(dose)
  rows[#rows + 1] = { at = dose.at or dose.due, kind = order.as_needed and "prn" or "dose",
    tone = dose.state == "done" and (tones[dose.outcome] or "late")
      or dose.state == "missed" and "alarm" or dose.state == "held" and "blocked" or "late",
    text = order.drug_name .. " " .. zh,
    text_en = (order.drug_name_en or order.drug_name) .. " " .. en,
    note = dose.reason, note_en = dose.reason and select(2, words.reason(dose.reason)),
    who = dose.person_name, order = dose.order }
end

return {
  zh = "用药经过", en = "Course of medicines", permission = "medication.read",
  input = {
    columns.who[1],
    { name = "from", type = "date", zh = "从", en = "From" },
    { name = "to", type = "date", zh = "到（不含）", en = "To (not included)" },
  },
  columns = columns.of("at",
    { name = "text", type = "text", max = 2000, zh = "内容", en = "What" },
    { name = "text_en", type = "text", max = 2000, zh = "内容（英文）", en = "What" },
    { name = "kind", type = "enum", zh = "类别", en = "Kind", values = {
      { value = "order", zh = "医嘱", en = "Order" },
      { value = "dose", zh = "给药", en = "Dose" },
      { value = "prn", zh = "必要时用药", en = "As needed" },
      { value = "sign", zh = "体征", en = "Vital sign" } } },
    "tone",
    { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
    { name = "note_en", type = "text", max = 500, zh = "说明（英文）", en = "Note" },
    { name = "who", type = "text", zh = "执行人", en = "By" },
    { name = "series", type = "text", zh = "曲线", en = "Series" },
    { name = "value", type = "decimal", scale = 2, zh = "数值", en = "Value" },
    "order"),
  run = function(call, home)
    local from, to = period(call.input, call.today)
    local asked = { resident = call.input.resident, from = from, to = to }
    local rows, by_order = array {}, {}
    for _, order in ipairs(home.query("mar_orders", asked)) do
      by_order[order.order] = order
      of_order(rows, order, from, to)
    end
    for _, dose in ipairs(home.query("mar_doses", asked)) do
      if by_order[dose.order] then of_dose(rows, dose, by_order[dose.order]) end
    end
    for i, row in ipairs(rows) do row.place = i end
    table.sort(rows, function(a, b)
      return a.at > b.at or a.at == b.at and a.place > b.place
    end)
    for _, row in ipairs(rows) do row.place = nil end
    return rows
  end,
}
