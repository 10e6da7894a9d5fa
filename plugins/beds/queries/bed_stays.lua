-- All stays in a bed, newest first.
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "床位使用记录", en = "Stays in a bed", permission = "beds.read", at = true,
  input = {
    { name = "bed", type = "ref", to = "bed", required = true, zh = "床位", en = "Bed" },
  },
  columns = columns.of("stay", "resident", "resident_name", "bed", "bed_name", "starts", "ends",
    { name = "state", type = "enum", values = enums.stay, zh = "状态", en = "State" },
    "purpose",
    { name = "trial", type = "enum", values = enums.trial, zh = "试住", en = "Trial" },
    { name = "trial_until", type = "date", zh = "试住到", en = "Trial until" },
    { name = "ended_by", type = "enum", values = enums.ended, zh = "结束原因", en = "Ended by" },
    { name = "override", type = "text", max = 6000, zh = "破例理由", en = "Reason for an override" }),
  sql = [[
    select s.id as stay, s.resident, r.name as resident_name,
           s.bed, b.label as bed_name, s.starts, s.ends, s.state,
           s.purpose, s.trial, s.trial_until, s.ended_by,
           (select group_concat(distinct o.reason) from beds_override o where o.stay = s.id)
             as override
    from beds_stay s
    join beds_bed b on b.id = s.bed
    join residents_resident r on r.id = s.resident
    where s.bed = :bed
    order by s.starts desc, s.id desc
  ]],
}
