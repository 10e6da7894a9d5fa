-- The lists of knowledge that the home has: from whom, which edition.
return {
  zh = "用药知识库", en = "List of knowledge", history = true,
  columns = {
    { name = "kind", type = "enum", required = true, zh = "类别", en = "Kind", values = {
      { value = "drug", zh = "药品目录", en = "Drugs" },
      { value = "interaction", zh = "相互作用", en = "Interactions" } } },
    { name = "source", type = "text", min = 1, max = 200, required = true, zh = "来源",
      en = "Source" },
    { name = "edition", type = "text", min = 1, max = 100, required = true, zh = "版本",
      en = "Edition" },
    { name = "imported", type = "instant", required = true, zh = "导入时间", en = "Imported" },
  },
  unique = { { columns = { "kind", "source" } } },
}
