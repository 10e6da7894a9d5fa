-- The open leave or hospital stay of a resident.
return {
  zh = "外出", en = "Away", permission = "assessment.care_read",
  input = { { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" } },
  columns = {
    { name = "kind", type = "text", zh = "类别", en = "Kind" },
    { name = "starts", type = "instant", zh = "离开", en = "Left" },
  },
  sql = [[
    select a.kind, a.starts from beds_absence a
    where a.resident = :resident and a.ends is null
  ]],
}
