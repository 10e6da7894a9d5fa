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
    windows = require "rules.windows",
    limits = require "rules.limits",
    signs = require "rules.signs",
  },

  -- orders and doses
  tables = {
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
    round = require "queries.round",
  },

  on = {},

  duties = require "duties",

  pages = {},
}
