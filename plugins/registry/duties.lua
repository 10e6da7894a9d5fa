local function done(value, zh, en) return { value = value, zh = zh, en = en, done = true } end

local document = { name = "document", type = "text", max = 200, zh = "文件", en = "Document" }

return {
  renew_licence = { zh = "换发证照", en = "Renew a licence", permission = "registry.keep",
    early = "P90D", late = "P30D", missed = "P60D", standard = "各证照的有效期", downtime = "all",
    outcomes = { done("renewed", "已换发", "Renewed"),
      { value = "ended", zh = "不再需要", en = "No longer needed", reason = true } },
    fields = { document, { name = "licence", type = "integer", zh = "新证", en = "New licence" } } },
  file_home = { zh = "向民政部门备案", en = "File with civil affairs", permission = "registry.keep",
    early = "P30D", late = "PT0S", missed = "P10D", downtime = "all",
    standard = "养老机构管理办法（民政部令第66号）第九条（收住老人后10个工作日内）",
    outcomes = { done("filed", "已备案", "Filed") }, fields = { document } },
  yearly_report = { zh = "年度报告", en = "Yearly report", permission = "registry.keep",
    early = "P90D", late = "PT0S", missed = "P30D", downtime = "all",
    standard = "年度报告和信息公示（民发〔2019〕103号：不报是失信情形）",
    outcomes = { done("reported", "已报送", "Reported"),
      { value = "not_reported", zh = "没有报", en = "Not reported", reason = true } },
    fields = { document } },
}
