-- What other systems call a resident: numbers they gave, and the places of
-- their FHIR resources, by which later files refer to the same person.
return {
  zh = "外部编号", en = "External identifier",
  history = true,
  columns = {
    { name = "resident", type = "ref", to = "resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "kind", type = "enum", required = true, zh = "种类", en = "Kind", values = {
      { value = "identifier", zh = "号码", en = "Number" },
      { value = "resource", zh = "资源", en = "Resource" },
    } },
    { name = "system", type = "text", min = 1, max = 200, required = true, zh = "系统",
      en = "System" },
    { name = "value", type = "text", min = 1, max = 200, required = true, personal = "resident",
      zh = "编号", en = "Value" },
  },
  unique = { { columns = { "kind", "system", "value" } } },
}
