-- Versions of orders of one resident that were in force in a time.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "给药单的医嘱", en = "Orders of a sheet", permission = "medication.read",
  input = {
    columns.who[1],
    { name = "from", type = "instant", required = true, zh = "从", en = "From" },
    { name = "to", type = "instant", required = true, zh = "到", en = "To" },
  },
  columns = columns.of("order", "order_version", "course", "drug_name", "drug_name_en",
    "dose_text", "dose_text_en", "dose_unit", "route", "often", "often_en",
    "meal", "instruction", "indication",
    "as_needed", "starts", "ends",
    { name = "ended_by", type = "enum", values = enums.ending, zh = "如何结束",
      en = "Ended by" }),
  sql = [[
    select o.id as "order", o.version as order_version, o.course, o.name as drug_name,
           o.name_en as drug_name_en,
           o.dose as dose_text, o.dose_en as dose_text_en, o.unit as dose_unit,
           o.route, o.often, o.often_en, o.meal,
           o.instruction, o.indication,
           o.as_needed, o.starts, coalesce(e.at, o.ends) as ends, e.kind as ended_by
    from medication_order o
    left join medication_ending e on e.for_order = o.id
    where o.resident = :resident and o.starts < :to and (e.at is null or e.at > :from)
      and e.kind is not 'withdrawn'
      and (o.ends is null or o.ends > :from)
    order by o.as_needed, o.name, o.course, o.version
  ]],
}
