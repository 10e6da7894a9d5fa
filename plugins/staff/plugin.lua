-- 员工: who works here, their certificates with an end, training with hours and
-- pass marks, who is on duty, and the ratios of carers to residents.
return {
  id = "staff", version = "1.0.0", host = 1, needs = { "residents", "beds" },
  zh = "员工", en = "Staff",

  settings = require "settings",
  tables = {
    certificate = require "tables.certificate",
    member = require "tables.member",
    shift = require "tables.shift",
    training = require "tables.training",
  },

  permissions = {
    ["staff.read"] = { roles = { "manager", "nurse", "social_worker", "safety_officer",
      "inspector" }, zh = "查看员工", en = "See staff" },
    ["staff.keep"] = { roles = { "manager" }, zh = "维护员工档案", en = "Keep staff files" },
  },

  actions = {
    add_certificate = require "actions.add_certificate",
    hire = require "actions.hire",
    leave = require "actions.leave",
    plan_shift = require "actions.plan_shift",
    renew = require "actions.renew",
    train = require "actions.train",
  },

  queries = {
    certificates = require "queries.certificates",
    indicators = require "queries.indicators",
    list = require "queries.list",
    on_duty = require "queries.on_duty",
    ratios = require "queries.ratios",
    trainings = require "queries.trainings",
  },

  duties = require "duties",
  pages = require "pages",
}
