-- Entitlements and agreements that end within so many days, soonest first.
local what = copy(require "lib.kinds")
what[#what + 1] = { value = "agreement", zh = "服务协议", en = "Agreement" }

return {
  zh = "即将到期", en = "Expiring soon", permission = "residents.read",
  input = { { name = "before", type = "date", required = true, zh = "截止日期", en = "Before" } },
  columns = {
    { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" },
    { name = "resident_name", type = "text", zh = "姓名", en = "Name" },
    { name = "what", type = "enum", values = what, zh = "事项", en = "What" },
    { name = "ends", type = "date", zh = "到期日", en = "Expires on" },
    { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  },
  sql = [[
    select resident, resident_name, what, ends,
           case when ends <= today() then 'alarm' else 'late' end as tone
    from (
      select s.resident, r.name as resident_name, s.kind as what, s.ends
      from residents_status s join residents_resident r on r.id = s.resident
      where r.state in ('registered', 'living') and s.ends > today() and s.ends < :before
      union all
      select r.id, r.name, 'agreement', r.agreement_to
      from residents_resident r
      where r.state = 'living' and r.agreement_to < :before
    )
    order by ends, resident
  ]],
}
