local function stars(name, en, zh)
  return { name = name, type = "integer", min = 1, max = 5, zh = zh, en = en }
end

return {
  zh = "机构", en = "Facility",
  columns = {
    { name = "ccn", type = "text", min = 1, max = 20, required = true, zh = "编号", en = "CCN" },
    { name = "name", type = "text", max = 200, zh = "名称", en = "Name" },
    { name = "published", type = "date", required = true, zh = "公布日期", en = "Published" },
    stars("overall", "Overall", "总评"), stars("health", "Health inspection", "检查"),
    stars("staffing", "Staffing", "人员"), stars("qm", "Quality measures", "质量"),
    { name = "special_focus", type = "boolean", required = true, default = false,
      zh = "重点监管", en = "Special focus" },
    { name = "abuse", type = "boolean", required = true, default = false,
      zh = "虐待标记", en = "Abuse icon" },
  },
  unique = { { columns = { "ccn", "published" } } },
}
