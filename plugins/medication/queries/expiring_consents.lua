-- Residents with medicines here or orders in force, whose last agreement ends
-- before a day, has ended, or was never signed.
local fields = require "lib.stock_fields"

return {
  zh = "协议到期", en = "Consents that end", permission = "medication.read",
  input = { { name = "before", type = "date", zh = "截止日期（不填为 30 天内）",
    en = "Before (empty: within 30 days)" } },
  columns = fields.of("resident", "resident_name", "bed_name",
    { name = "ends", type = "date", zh = "到期日期", en = "To (not included)" }, "tone",
    "reasons", "actions"),
  sql = [[
    with concerned as (
      select resident from medication_batch where state = 'open'
      union
      select o.resident from medication_course c
      join medication_order o on o.id = c.current
      left join medication_ending e on e.for_order = o.id
      where (e.at is null or e.at > now()) and (o.ends is null or o.ends > now())
    ),
    covered as (
      select resident, max(coalesce(ends, '9999-12-31')) as ends
      from medication_consent where state = 'valid' and starts <= today() group by resident
    )
    select p.resident, r.name as resident_name, bed.label as bed_name, v.ends,
           iif(v.ends is null or v.ends <= today(), 'alarm', 'late') as tone,
           json_array(case
             when v.ends is null then json_object('zh', '没有有效的服药管理协议。',
               'en', 'No valid consent for medicines.')
             when v.ends <= today() then json_object('zh', '服药管理协议已到期，请续签。',
               'en', 'The consent has ended: renew it.')
             else json_object('zh', '服药管理协议将于 ' || v.ends || ' 到期。',
               'en', 'The consent ends on ' || v.ends || '.') end) as reasons,
           '["sign_consent"]' as actions
    from concerned p
    join residents_resident r on r.id = p.resident
    left join covered v on v.resident = p.resident
    left join beds_stay s on s.resident = p.resident and s.state = 'active'
    left join beds_bed bed on bed.id = s.bed
    where r.state in ('registered', 'living')
      and (v.ends is null or v.ends < coalesce(:before, date_add(today(), 30)))
    order by v.ends is not null, v.ends, p.resident
  ]],
}
