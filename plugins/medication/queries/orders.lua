-- Orders of one resident, or of all: those in force and to come; with `all`
-- those that have ended too.
local columns = require "lib.columns"
local enums = require "data.enums"
local words = require "lib.words"

-- Offered while its duty stands.
local review = "iif(u.duty is not null, ',\"review_order\"]', ']')"

return {
  zh = "医嘱", en = "Orders", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", zh = "老人", en = "Resident" },
    { name = "all", type = "boolean", default = false, zh = "包括已停的",
      en = "Also those that ended" },
  },
  columns = columns.of("order", "order_version", "course", "resident", "resident_name",
    "bed_name", "drug", "drug_name", "drug_name_en", "about", "about_en", "dose_text",
    "dose_text_en", "amount",
    "dose_unit", "route",
    "often", "often_en", "meal",
    "instruction", "indication", "class", "as_needed", "signer", "starts", "ends",
    { name = "review", type = "date", zh = "复核日期", en = "To be reviewed on" },
    "prescriber", "document",
    { name = "held", type = "text", zh = "暂停", en = "Held" },
    { name = "held_en", type = "text", zh = "暂停（英文）", en = "Held" },
    { name = "ended_by", type = "enum", values = enums.ending, zh = "如何结束",
      en = "Ended by" },
    "tone", "duty", "version", "actions"),
  sql = [[
    select o.id as "order", o.version as order_version, o.course, o.resident,
           r.name as resident_name, b.label as bed_name, o.drug, o.name as drug_name,
           o.name_en as drug_name_en,
           ]] .. columns.about_sql .. [[,
           o.dose as dose_text, o.dose_en as dose_text_en, o.amount,
           o.unit as dose_unit, o.route, o.often, o.often_en, o.meal,
           o.instruction, o.indication, o.class, o.as_needed,
           ]] .. columns.signer_sql .. [[, o.starts,
           coalesce(e.at, o.ends) as ends,
           coalesce(c.review_on, o.review) as review, o.prescriber, o.document,
           (select group_concat(p.reason, '、') from medication_pause p
            where p.course = o.course and p.ends is null) as held,
           (select group_concat(]] .. words.english("p.reason") .. [[, ', ')
            from medication_pause p
            where p.course = o.course and p.ends is null) as held_en,
           e.kind as ended_by,
           case when coalesce(e.at, o.ends) <= now() then 'plain'
                when exists (select 1 from medication_pause p
                             where p.course = o.course and p.ends is null) then 'blocked'
                when c.review is not null and c.review_on <= today() then 'late'
                else 'reserved' end as tone,
           u.duty, u.version,
           -- behind what is planned, a change or a stop, an order can go on
           case when e.at <= now() or o.ends <= now() then '[]'
                when exists (select 1 from medication_pause p where p.course = o.course
                             and p.ends is null and p.kind = 'doctor')
                then '["resume","change","stop"' || ]] .. review .. [[
                when e.id is not null
                then iif(o.as_needed and o.starts <= now(),
                         '["give_prn","change","stop","hold","resume"',
                         '["change","stop","hold","resume"') || ]] .. review .. [[
                when o.as_needed then '["give_prn","change","stop","hold"' || ]] .. review .. [[
                else '["change","stop","hold"' || ]] .. review .. [[ end as actions
    from medication_order o
    join medication_drug d on d.id = o.drug
    join residents_resident r on r.id = o.resident
    left join medication_ending e on e.for_order = o.id
    left join medication_course c on c.current = o.id
    left join own_duty_open u on u.schedule = c.review
    left join beds_stay s on s.resident = o.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    where (:resident is null or o.resident = :resident)
      and (:all or ((e.at is null or e.at > now()) and (o.ends is null or o.ends > now())))
    order by b.label is null, b.label, o.resident, o.as_needed, o.name, o.course, o.version
    limit 5000
  ]],
}
