-- Rules of placement that were broken knowingly, newest first: for whoever
-- inspects the home (invariant B7).
local columns = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "床位破例", en = "Overridden rules of placement", permission = "beds.read",
  input = {
    { name = "from", type = "date", zh = "从", en = "From" },
    { name = "to", type = "date", zh = "到", en = "To" },
    { name = "resident", type = "ref", to = "residents.resident", zh = "老人", en = "Resident" },
    { name = "bed", type = "ref", to = "bed", zh = "床位", en = "Bed" },
  },
  columns = columns.of(
    { name = "override", type = "id", zh = "编号", en = "Number" },
    { name = "at", type = "instant", zh = "时间", en = "At" },
    "resident", "resident_name", "bed", "bed_name", "stay",
    { name = "rule", type = "enum", values = enums.rule, zh = "规则", en = "Rule" },
    { name = "codes", type = "json", zh = "规则编号", en = "Codes" },
    { name = "reason", type = "text", max = 500, zh = "理由", en = "Reason" },
    { name = "person", type = "text", max = 80, zh = "经办人", en = "Person" },
    { name = "running", type = "boolean", zh = "现在仍是", en = "Still so" },
    { name = "reasons", type = "json", zh = "内容", en = "What it said" }),
  sql = [[
    select o.id as override, o.at, s.resident, r.name as resident_name, s.bed,
           b.label as bed_name, s.id as stay, o.rule, o.rules as codes, o.reason, o.person,
           s.state in ('planned', 'active') as running,
           case when o.zh is not null
             then json_array(json_object('zh', o.zh, 'en', o.en)) end as reasons
    from beds_override o
    join beds_stay s on s.id = o.stay
    join beds_bed b on b.id = s.bed
    join residents_resident r on r.id = s.resident
    where (:from is null or local_date(o.at) >= :from)
      and (:to is null or local_date(o.at) <= :to)
      and (:resident is null or s.resident = :resident)
      and (:bed is null or s.bed = :bed)
    order by o.at desc, o.id desc
  ]],
}
