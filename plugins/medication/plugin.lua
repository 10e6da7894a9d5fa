-- 用药: what each resident takes, when it is due, who gave it, and what is left.
-- Orders are immutable versions, doses are duties of the core.
return {
  id = "medication", version = "1.0.0", host = 1, needs = { "residents", "beds" },
  zh = "用药", en = "Medication",

  settings = require "settings",

  data = {
    frequencies = require "data.frequencies",
    substances = require "data.substances",
    drug_classes = require "data.drug_classes",
  },

  rules = {
    frequency = require "rules.frequency",
    expand = require "rules.expand",
    spec = require "rules.spec",
    windows = require "rules.windows",
    limits = require "rules.limits",
    signs = require "rules.signs",
    checks = require "rules.checks",
  },

  tables = {
    drug = require "tables.drug",
    check_override = require "tables.check_override",

    -- orders and doses
    course = require "tables.course",
    order = require "tables.order",
    ending = require "tables.ending",
    pause = require "tables.pause",
    prn_dose = require "tables.prn_dose",
    alarm = require "tables.alarm",
    times = require "tables.times",

    -- what came in as FHIR
    outside = require "tables.outside",
    fhir_key = require "tables.fhir_key",
  },

  permissions = require "permissions",

  actions = {
    add_drug = require "actions.add_drug",
    retire_drug = require "actions.retire_drug",
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
    print_paper = require "actions.print_paper",
    import_request = require "actions.import_request",
    import_medication = require "actions.import_medication",
    import_outside = require "actions.import_outside",
  },

  queries = {
    drugs = require "queries.drugs",
    expand = require "queries.expand",
    place = require "queries.place",
    away = require "queries.away",
    courses = require "queries.courses",
    doses_near = require "queries.doses_near",
    round = require "queries.round",
    orders = require "queries.orders",
    order_record = require "queries.order_record",
    order_history = require "queries.order_history",
    dose_history = require "queries.dose_history",
    prn = require "queries.prn",
    prn_orders = require "queries.prn_orders",
    prn_doses = require "queries.prn_doses",
    late = require "queries.late",
    mar = require "queries.mar",
    mar_orders = require "queries.mar_orders",
    mar_doses = require "queries.mar_doses",
    timeline = require "queries.timeline",
    handover = require "queries.handover",
    sheet = require "queries.sheet",
    head = require "queries.head",
    units = require "queries.units",
    alarms = require "queries.alarms",
    drug_names = require("queries.fhir").drug_names,
    fhir_orders = require("queries.fhir").fhir_orders,
    fhir_order_rows = require("queries.fhir").fhir_order_rows,
    fhir_taking = require("queries.fhir").fhir_taking,
    fhir_doses = require("queries.fhir").fhir_doses,
    fhir_dose_rows = require("queries.fhir").fhir_dose_rows,
    outside = require("queries.fhir").outside,
  },

  on = {
    ["beds.left"] = require "on.left",
    ["beds.returned"] = require "on.returned",
    ["beds.discharged"] = require "on.discharged",
    ["duty.due"] = require "on.duty_due",
    ["duty.late"] = require "on.duty_late",
  },

  duties = require "duties",
  imports = require "imports",
  reports = require "fhir.reports",

  pages = {},
}
