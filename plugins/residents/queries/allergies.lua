return {
  zh = "过敏", en = "Allergies", permission = "residents.read", at = true,
  input = { { name = "resident", type = "ref", to = "resident", required = true, zh = "老人",
    en = "Resident" } },
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "substance", type = "text", zh = "过敏原", en = "Substance" },
    { name = "reaction", type = "text", zh = "反应", en = "Reaction" },
    { name = "severe", type = "boolean", zh = "严重", en = "Severe" },
    { name = "ended", type = "date", zh = "排除日期", en = "Ruled out on" },
    { name = "actions", type = "json", zh = "可做的事", en = "What can be done" },
  },
  sql = [[
    select id, substance, reaction, severe, ended,
           iif(ended is null, '["end_allergy"]', '[]') as actions
    from residents_allergy where resident = :resident
    order by ended is not null, severe desc, id
  ]],
}
