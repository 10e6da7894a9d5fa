-- 用药: what each resident takes, when it is due, who gave it, and what is left.
-- Orders are immutable versions, doses are duties of the core.
return {
  id = "medication", version = "1.0.0", host = 1, needs = { "residents", "beds" },
  zh = "用药", en = "Medication",

  settings = require "settings",

  data = {
    frequencies = require "data.frequencies",
  },

  rules = {
    frequency = require "rules.frequency",
    expand = require "rules.expand",
    spec = require "rules.spec",
    windows = require "rules.windows",
    limits = require "rules.limits",
    signs = require "rules.signs",
  },

  tables = {
    drug = require "tables.drug",

    -- orders and doses
    course = require "tables.course",
    order = require "tables.order",
    ending = require "tables.ending",
    pause = require "tables.pause",
    prn_dose = require "tables.prn_dose",
    alarm = require "tables.alarm",
    times = require "tables.times",
  },

  permissions = require "permissions",

  actions = {
    order = require "actions.order",
    change = require "actions.change",
    stop = require "actions.stop",
    hold = require "actions.hold",
    resume = require "actions.resume",
    set_times = require "actions.set_times",
    record = require "actions.record",
    give_prn = require "actions.give_prn",
    record_effect = require "actions.record_effect",
    answer_alarm = require "actions.answer_alarm",
    take_paper = require "actions.take_paper",
  },

  queries = {
    expand = require "queries.expand",
    place = require "queries.place",
    away = require "queries.away",
    courses = require "queries.courses",
    doses_near = require "queries.doses_near",
  },

  on = {
    ["beds.left"] = require "on.left",
    ["beds.returned"] = require "on.returned",
    ["beds.discharged"] = require "on.discharged",
    ["duty.late"] = require "on.duty_late",
  },

  duties = require "duties",

  pages = {},
}
