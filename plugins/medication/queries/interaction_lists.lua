-- The lists of interactions that the home has imported, and whether they hold
-- any of six codes.
local function code(name)
  return { name = name, type = "text", max = 120, zh = "成分或类别", en = "Ingredient or class" }
end

return {
  zh = "已导入的相互作用库", en = "Lists of interactions", permission = "medication.read",
  input = { code "c1", code "c2", code "c3", code "c4", code "c5", code "c6" },
  columns = {
    { name = "source", type = "text", zh = "来源", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "listed", type = "boolean", zh = "含有这种药", en = "Holds this drug" },
  },
  sql = [[
    select l.source, l.edition,
           exists (select 1 from medication_interaction i
                   where i.source = l.source
                     and (i.a in (:c1, :c2, :c3, :c4, :c5, :c6)
                          or i.b in (:c1, :c2, :c3, :c4, :c5, :c6))) as listed
    from medication_knowledge l where l.kind = 'interaction'
    order by l.source
  ]],
}
