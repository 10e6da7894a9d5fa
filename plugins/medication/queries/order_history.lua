-- All versions of what an order belongs to, newest first.
local columns = require "lib.columns"
local enums = require "data.enums"
local words = require "lib.words"

return {
  zh = "医嘱经过", en = "Versions of an order", permission = "medication.read",
  input = { { name = "order", type = "ref", to = "order", required = true, zh = "医嘱",
    en = "Order" } },
  columns = columns.of("order", "order_version", "drug_name", "drug_name_en", "dose_text",
    "dose_text_en",
    "route", "often", "often_en", "meal", "instruction", "starts", "ends",
    { name = "ended_by", type = "enum", values = enums.ending, zh = "如何结束",
      en = "Ended by" },
    { name = "ended_because", type = "text", max = 500, zh = "结束原因", en = "Why it ended" },
    { name = "ended_because_en", type = "text", max = 500, zh = "结束原因（英文）",
      en = "Why it ended" },
    "reason", "prescriber", "document", "person_name", "recorded"),
  sql = [[
    select o.id as "order", o.version as order_version, o.name as drug_name,
           o.name_en as drug_name_en, o.dose as dose_text,
           o.dose_en as dose_text_en, o.route, o.often, o.often_en, o.meal, o.instruction,
           o.starts, coalesce(e.at, o.ends) as ends, e.kind as ended_by,
           e.reason as ended_because,
           ]] .. words.english("e.reason") .. [[ as ended_because_en, o.reason, o.prescriber,
           o.document,
           o.person as person_name, o.entered as recorded
    from medication_order a
    join medication_order o on o.course = a.course
    left join medication_ending e on e.for_order = o.id
    where a.id = :order
    order by o.version desc
  ]],
}
