local function done(value, zh, en) return { value = value, zh = zh, en = en, done = true } end

local not_told = { value = "not_told", zh = "没有告诉", en = "Not told", reason = true }
local telling = { { name = "name", type = "text", max = 100, zh = "告诉了谁", en = "Told" },
  { name = "channel", type = "text", max = 20, zh = "方式", en = "By" } }

return {
  tell_family = { zh = "告诉家属", en = "Tell the family", permission = "incidents.settle",
    early = "P7D", late = "PT0S", missed = "PT4H", downtime = "all",
    standard = "养老机构管理办法（民政部令第66号）第十九条", outcomes = { done("told", "已告诉", "Told"),
      not_told }, fields = telling },
  tell_authority = { zh = "报告主管部门", en = "Tell the authority", permission = "incidents.settle",
    early = "P7D", late = "PT0S", missed = "PT4H", downtime = "all",
    standard = "国务院令第493号；突发公共卫生事件应急条例；民发〔2025〕32号（按类别）",
    outcomes = { done("told", "已报告", "Told"), not_told }, fields = telling },
  investigate = { zh = "查清原因，定措施", en = "Find out and decide", permission = "incidents.settle",
    early = "P90D", late = "PT0S", missed = "P7D", downtime = "all",
    standard = "GB 38600-2019（评价与改进）", outcomes = { done("done", "已查清", "Found out") },
    fields = { { name = "measures", type = "text", max = 2000, zh = "措施", en = "Measures" } } },
  close = { zh = "核实并结案", en = "Check and close", permission = "incidents.settle",
    early = "P90D", late = "P7D", missed = "P14D", downtime = "all",
    standard = "GB 38600-2019（评价与改进）", outcomes = { done("closed", "已结案", "Closed") },
    fields = { { name = "lessons", type = "text", max = 2000, zh = "教训", en = "Lessons" } } },
}
