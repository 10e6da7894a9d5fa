return {
  zh = "导入的知识库", en = "Imported lists", permission = "medication.read",
  input = {},
  columns = {
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "kind", type = "text", zh = "类别", en = "Kind" },
    { name = "source", type = "text", zh = "来源", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "imported", type = "instant", zh = "导入时间", en = "Imported" },
    { name = "entries", type = "integer", zh = "条数", en = "Entries" },
  },
  sql = [[
    select k.id, k.kind, k.source, k.edition, k.imported,
           case k.kind when 'drug'
             then (select count(*) from medication_drug d where d.source = k.source)
             else (select count(*) from medication_interaction i where i.source = k.source)
           end as entries
    from medication_knowledge k order by k.kind, k.source
  ]],
}
