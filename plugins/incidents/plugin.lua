-- 不良事件: what happened to whom, who was told and when, what was found, what was
-- changed, and what was learned. Telling and settling are duties.
return {
  id = "incidents", version = "1.0.0", host = 1, needs = { "residents", "beds" },
  zh = "不良事件", en = "Incidents",

  settings = {
    { name = "family_minutes", type = "integer", min = 5, max = 1440, default = 60, required = true,
      unit = "minute", zh = "多久以内告诉家属（规定是立即）",
      en = "Minutes to tell the family (the rule says at once)" },
    { name = "emergency_minutes", type = "integer", min = 10, max = 10080, default = 120,
      required = true, unit = "minute", zh = "其他突发事件多久以内上报（时限没有见到，请问区民政局）",
      en = "Minutes to tell the authority of other emergencies (ask the district)" },
    { name = "settle_days", type = "integer", min = 1, max = 90, default = 15, required = true,
      unit = "day", zh = "多少天内查清并结案", en = "Days to find out and close" },
  },
  data = { classes = require "data.classes" },

  tables = {
    correction = require "tables.correction",
    incident = require "tables.incident",
    incident_document = require "tables.incident_document",
    told = require "tables.told",
  },

  permissions = {
    ["incidents.read"] = { roles = { "manager", "nurse", "doctor", "social_worker",
      "safety_officer", "inspector" }, zh = "查看不良事件", en = "See incidents" },
    ["incidents.report"] = { roles = { "manager", "nurse", "caregiver", "doctor", "pharmacist",
      "social_worker", "safety_officer", "admissions" }, zh = "报告不良事件", en = "Report incidents" },
    ["incidents.settle"] = { roles = { "manager", "nurse", "doctor", "safety_officer" },
      zh = "处理不良事件", en = "Settle incidents" },
  },

  actions = {
    add_document = require "actions.add_document",
    close = require "actions.close",
    correct = require "actions.correct",
    investigate = require "actions.investigate",
    report = require "actions.report",
    tell = require "actions.tell",
    tell_authority = require "actions.tell_authority",
    tell_family = require "actions.tell_family",
    withdraw = require "actions.withdraw",
  },

  queries = {
    corrections = require "queries.corrections",
    counts = require "queries.counts",
    counts_of = require "queries.counts_of",
    documents = require "queries.documents",
    list = require "queries.list",
    record = require "queries.record",
    resident_days = require "queries.resident_days",
    told = require "queries.told",
  },

  duties = require "duties",
  pages = require "pages",
}
