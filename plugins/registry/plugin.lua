-- 机构登记: the institution's own file with its credit code and filing, and its
-- licences, each of which asks in time to be renewed.
return {
  id = "registry", version = "1.0.0", host = 1, needs = { "beds" },
  zh = "机构登记", en = "Registry",

  settings = {
    { name = "remind_days", type = "integer", min = 1, max = 365, default = 60, required = true,
      unit = "day", zh = "证照到期前多少天办理", en = "Days before a licence ends to renew it" },
    { name = "filing_days", type = "integer", min = 1, max = 60, default = 10, required = true,
      unit = "day", zh = "收住老人后几个工作日内备案（按周一至周五算）",
      en = "Working days to file after taking residents (Monday to Friday)" },
  },
  data = { bodies = require "data.bodies", yearly = require "data.yearly" },
  rules = { credit_code = require "rules.credit_code" },

  tables = { institution = require "tables.institution", licence = require "tables.licence",
    month = require "tables.month" },

  permissions = {
    ["registry.read"] = { roles = { "manager", "admissions", "inspector", "safety_officer" },
      zh = "查看机构登记", en = "See the registry" },
    ["registry.keep"] = { roles = { "manager" }, zh = "维护机构登记", en = "Keep the registry" },
  },

  actions = {
    add_licence = require "actions.add_licence",
    file = require "actions.file",
    record_month = require "actions.record_month",
    renew = require "actions.renew",
    report = require "actions.report",
    set_institution = require "actions.set_institution",
    start_yearly = require "actions.start_yearly",
  },

  queries = {
    check_code = require "queries.check_code",
    current = require "queries.current",
    institution = require "queries.institution",
    institutions = require "queries.institutions",
    licences = require "queries.licences",
    living_on = require "queries.living_on",
    months = require "queries.months",
  },

  duties = require "duties",
  imports = { licences = { zh = "证照", en = "Licences", action = "add_licence", columns = {
    { field = "kind", required = true, header = array { "种类", "kind" } },
    { field = "number", required = true, header = array { "编号", "证号", "number" } },
    { field = "issuer", header = array { "发证机关", "issuer" } },
    { field = "starts", required = true, header = array { "发证日期", "starts" } },
    { field = "ends", header = array { "到期日", "ends" } },
  } } },
  pages = require "pages",
}
