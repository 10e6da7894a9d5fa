-- The columns by which a drug is counted: what is in it, and how much a day may
-- hold. `own`: the columns that come before them.
local drug = {
  { name = "id", type = "id", zh = "药品", en = "Drug" },
  { name = "name", type = "text", zh = "药名", en = "Name" },
  { name = "ingredients", type = "json", zh = "成分", en = "Ingredients" },
  { name = "classes", type = "json", zh = "类别", en = "Classes" },
  { name = "strength", type = "decimal", scale = 6, zh = "规格", en = "Strength" },
  { name = "strength_unit", type = "text", zh = "含量单位", en = "Unit of the strength" },
  { name = "unit", type = "text", zh = "库存单位", en = "Unit of stock" },
  { name = "contents", type = "text", zh = "各成分含量", en = "Contents" },
  { name = "daily_max", type = "text", zh = "24 小时最大量", en = "Maximum in 24 hours" },
  { name = "source", type = "text", max = 200, zh = "来源", en = "Source" },
  { name = "edition", type = "text", zh = "版本", en = "Edition" },
}

return function(own)
  table.move(drug, 1, #drug, #own + 1, own)
  return own
end
