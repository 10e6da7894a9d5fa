local function field(name, type, zh, en) return { name = name, type = type, zh = zh, en = en } end

return {
  zh = "机构", en = "Facilities", permission = "cms_five_star.read",
  input = { field("after", "integer", "之后", "After") },
  columns = { field("id", "id", "编号", "Number"), field("ccn", "text", "编号", "CCN"),
    field("name", "text", "名称", "Name"), field("published", "date", "公布日期", "Published"),
    field("overall", "integer", "总评", "Overall"), field("health", "integer", "检查", "Health"),
    field("staffing", "integer", "人员", "Staffing"), field("qm", "integer", "质量", "Quality"),
    field("special_focus", "boolean", "重点监管", "Special focus"),
    field("abuse", "boolean", "虐待标记", "Abuse") },
  sql = [[ select id, ccn, name, published, overall, health, staffing, qm, special_focus, abuse
    from cms_five_star_facility where id > coalesce(:after, 0) order by id limit 500 ]],
}
