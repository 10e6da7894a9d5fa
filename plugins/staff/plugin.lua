-- 员工: who works here, their certificates with an end, training with hours and
-- pass marks, who is on duty, and the ratios of carers to residents.
return {
  id = "staff", version = "1.0.0", host = 1, needs = { "residents", "beds", "assessment" },
  zh = "员工", en = "Staff",

  settings = require "settings",
  rules = { needed = require "rules.needed", social_workers = require "rules.social_workers" },
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
    attend = require "actions.attend",
    hire = require "actions.hire",
    leave = require "actions.leave",
    miss = require "actions.miss",
    plan_shift = require "actions.plan_shift",
    renew = require "actions.renew",
    train = require "actions.train",
  },

  queries = {
    certificates = require "queries.certificates",
    coverage = require "queries.coverage",
    indicators = require "queries.indicators",
    levels_until = require "queries.levels_until",
    list = require "queries.list",
    on_duty = require "queries.on_duty",
    ratios = require "queries.ratios",
    shifts = require "queries.shifts",
    shifts_between = require "queries.shifts_between",
    social_work = require "queries.social_work",
    staff_counts = require "queries.staff_counts",
    stays_between = require "queries.stays_between",
    trainings = require "queries.trainings",
    untrained = require "queries.untrained",
  },

  duties = require "duties",
  pages = require "pages",
}
