-- Orders in force whose prescription is over, ends soon or is asked to be renewed;
-- with `all` every one that rests on a prescription. `duty`: what asks for it now.
local columns = require "lib.columns"

return {
  zh = "处方到期", en = "Prescriptions that end", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", zh = "老人", en = "Resident" },
    { name = "within", type = "integer", min = 0, max = 366, default = 7, zh = "几天内到期",
      en = "Ends within days" },
    { name = "all", type = "boolean", default = false, zh = "全部", en = "All" },
  },
  columns = columns.of("prescription", "order", "resident", "resident_name", "bed_name",
    "drug_name", "about", "duty", "version", "prescription_kind", "prescription_number",
    "prescriber", "issued", "days", "last",
    { name = "left", type = "integer", zh = "还剩几天", en = "Days left" },
    { name = "state", type = "enum", zh = "状态", en = "State", values = {
      { value = "over", zh = "已到期", en = "Over" },
      { value = "last_day", zh = "今天到期", en = "Ends today" },
      { value = "ending", zh = "快到期", en = "Ends soon" },
      { value = "running", zh = "有效", en = "Running" } } },
    "tone", "reasons", "actions"),
  sql = [[
    with resting as (
      select x.id as prescription, o.id as "order", o.resident, o.name as drug_name, o.dose,
             c.renewal, x.kind, x.number, x.prescriber, x.issued, x.days, x.last,
             date_diff(x.last, today()) as left
      from medication_course c
      join medication_prescription x on x.id = c.prescription
      join medication_order o on o.id = c.current
      left join medication_ending e on e.for_order = o.id
      where (:resident is null or c.resident = :resident)
        and (e.at is null or e.at > now()) and (o.ends is null or o.ends > now())
        and o.frequency not in ('st', 'sos')
    )
    select p.prescription, p."order", p.resident, r.name as resident_name, b.label as bed_name,
           p.drug_name, r.name || ' ' || p.drug_name || '，' || p.dose as about, d.duty, d.version,
           p.kind, p.number, p.prescriber, p.issued, p.days, p.last, p.left,
           case when p.left < 0 then 'over' when p.left = 0 then 'last_day'
                when p.left <= :within or d.duty is not null then 'ending' else 'running'
           end as state,
           case when p.left < 0 then 'alarm'
                when p.left <= :within or d.duty is not null then 'late' else 'plain'
           end as tone,
           case when p.left < 0 then json_array(json_object(
                  'zh', '处方已于 ' || p.last || ' 到期。药照常到点提醒，没有自动停：'
                    || '请续方，或请医师停药。',
                  'en', 'The prescription ended on ' || p.last || '. Doses go on being due, '
                    || 'nothing was stopped: renew it, or have the order stopped.'))
           end as reasons,
           iif(d.duty is not null, '["renew_prescription","stop"]',
               '["enter_prescription","stop"]') as actions
    from resting p
    join residents_resident r on r.id = p.resident
    left join own_duty_open d on d.schedule = p.renewal
    left join beds_stay s on s.resident = p.resident and s.state = 'active'
    left join beds_bed b on b.id = s.bed
    where :all or p.left <= :within or d.duty is not null
    order by p.last, b.label is null, b.label, p."order"
    limit 5000
  ]],
}
