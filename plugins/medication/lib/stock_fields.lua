-- Inputs and columns of the stock that several actions and queries share.
local enums = require "data.drug_enums"

local fields = {
  resident = { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" },
  resident_name = { name = "resident_name", type = "text", zh = "姓名", en = "Name" },
  bed_name = { name = "bed_name", type = "text", zh = "床位", en = "Bed" },
  drug = { name = "drug", type = "ref", to = "drug", required = true, zh = "药品", en = "Drug" },
  drug_name = { name = "drug_name", type = "text", zh = "药名", en = "Drug" },
  about = { name = "about", type = "text", zh = "老人、药品和批号", en = "Whose, which, which lot" },
  about_en = { name = "about_en", type = "text", zh = "老人、药品和批号（英文）",
    en = "Whose, which, which lot" },
  unit = { name = "unit", type = "enum", values = enums.unit, zh = "单位", en = "Unit" },
  batch = { name = "batch", type = "ref", to = "batch", required = true, zh = "批次",
    en = "Batch" },
  lot = { name = "lot", type = "text", min = 1, max = 60, required = true, zh = "批号",
    en = "Lot" },
  expiry = { name = "expiry", type = "date", required = true, zh = "有效期至", en = "Use by" },
  quantity = { name = "quantity", type = "decimal", scale = 6, min = "0", max = "1000000",
    required = true, zh = "数量", en = "Quantity" },
  on_hand = { name = "on_hand", type = "decimal", scale = 6, zh = "现存", en = "On hand" },
  reason = { name = "reason", type = "text", min = 2, max = 500, required = true, zh = "原因",
    en = "Reason" },
  at = { name = "at", type = "instant", zh = "时间", en = "At" },
  number = { name = "number", type = "integer", zh = "序号", en = "Number" },
  kind = { name = "kind", type = "enum", values = enums.movement, zh = "类别", en = "Kind" },
  change = { name = "quantity", type = "decimal", scale = 6, zh = "数量", en = "Quantity" },
  balance = { name = "balance", type = "decimal", scale = 6, zh = "结存", en = "Balance" },
  person = { name = "person", type = "text", zh = "经办人", en = "Person" },
  second = { name = "second", type = "text", zh = "复核人", en = "Second signer" },
  why = { name = "reason", type = "text", max = 500, zh = "说明", en = "Reason" },
  why_en = { name = "reason_en", type = "text", max = 500, zh = "说明（英文）", en = "Reason" },
  controlled = { name = "controlled", type = "enum", values = enums.controlled, zh = "管制类别",
    en = "Controlled" },
  expected = { name = "expected", type = "decimal", scale = 6, zh = "账面", en = "On record" },
  found = { name = "found", type = "decimal", scale = 6, zh = "实物", en = "Found" },
  reasons = { name = "reasons", type = "json", zh = "提醒", en = "What and why" },
  tone = { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  key = { name = "key", type = "text", zh = "编号", en = "Key" },
  days = { name = "days", type = "integer", zh = "够用天数", en = "Days of supply" },
  strength = { name = "strength", type = "decimal", scale = 6, zh = "规格", en = "Strength" },
  strength_unit = { name = "strength_unit", type = "enum", values = enums.unit, zh = "含量单位",
    en = "Unit of the strength" },
  days_left = { name = "days_left", type = "integer", zh = "距有效期天数",
    en = "Days to expiry" },
  actions = { name = "actions", type = "json", zh = "可做的事", en = "What can be done" },
  who = { name = "resident", type = "ref", to = "residents.resident", zh = "老人",
    en = "Resident" },
  which = { name = "drug", type = "ref", to = "drug", zh = "药品", en = "Drug" },
  id = { name = "id", type = "id", zh = "编号", en = "Number" },
  movement = { name = "movement", type = "id", zh = "流水号", en = "Movement" },
}

-- Where a row's batch, drug and resident come from, in SQL.
fields.joins = [[
    join medication_drug d on d.id = b.drug
    join residents_resident r on r.id = b.resident
    left join beds_stay s on s.resident = b.resident and s.state = 'active'
    left join beds_bed bed on bed.id = s.bed
]]

local function unit_sql(column, lang)
  local cases = {}
  for i, unit in ipairs(enums.unit) do
    cases[i] = ("when '%s' then '%s'"):format(unit.value, unit[lang])
  end
  return "case " .. column .. " " .. table.concat(cases, " ") .. " end"
end

-- Kept as a whole number of millionths: " 0.5 克".
local function strength_sql(lang)
  return "coalesce(' ' || (d.strength / 1000000) || iif(d.strength % 1000000 = 0, '', '.' || "
    .. "rtrim(substr(1000000 + (d.strength % 1000000), 2), '0')) || ' ' || "
    .. unit_sql("d.strength_unit", lang) .. ", '')"
end

-- The two columns `about` of a batch: whose, of what, and what a figure counts.
fields.about_sql = "r.name || ' ' || d.name || " .. strength_sql "zh" .. " || '，批号 ' || b.lot"
  .. " || '，按' || " .. unit_sql("d.unit", "zh") .. " || '计' as about,\n"
  .. "r.name || ' ' || d.name || " .. strength_sql "en" .. " || ', lot ' || b.lot"
  .. " || ', counted in ' || " .. unit_sql("d.unit", "en") .. " as about_en"

fields.of = choose(fields)

return fields
