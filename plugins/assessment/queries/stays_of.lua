-- How a resident stands to the house: lives here, has reserved a bed, last left on.
return {
  zh = "是否在住", en = "Lives here or not", permission = "assessment.care_read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
  },
  columns = {
    { name = "lives", type = "boolean", zh = "在住", en = "Lives here" },
    { name = "reserved", type = "boolean", zh = "已预定", en = "Has reserved a bed" },
    { name = "last", type = "date", zh = "最近离院", en = "Last left on" },
  },
  sql = [[
    select coalesce(max(s.state = 'active'), 0) as lives,
           coalesce(max(s.state = 'planned'), 0) as reserved,
           max(iif(s.state = 'ended', local_date(s.ends), null)) as last
    from beds_stay s where s.resident = :resident
  ]],
}
