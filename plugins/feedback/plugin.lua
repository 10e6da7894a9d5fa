-- 好差评: ratings in five grades, and complaints with a first answer within one
-- working day and an end within fifteen, meetings with families; each a duty that
-- a person ends.
return {
  id = "feedback", version = "1.0.0", host = 1, needs = { "residents" },
  zh = "好差评和投诉", en = "Feedback",

  settings = {
    { name = "answer_days", type = "integer", min = 1, max = 30, default = 1, required = true,
      unit = "day", zh = "几个工作日内首次答复", en = "Working days to a first answer" },
    { name = "close_days", type = "integer", min = 1, max = 90, default = 15, required = true,
      unit = "day", zh = "几个工作日内办结（待与区民政局核实）",
      en = "Working days to the end (to be confirmed with the district)" },
  },
  rules = { working_day = require "rules.working_day" },

  tables = {
    complaint = require "tables.complaint",
    day = require "tables.day",
    meeting = require "tables.meeting",
    rating = require "tables.rating",
  },

  permissions = {
    ["feedback.read"] = { roles = { "manager", "social_worker", "nurse", "inspector" },
      zh = "查看评价和投诉", en = "See feedback" },
    ["feedback.record"] = { roles = { "manager", "social_worker", "nurse", "caregiver",
      "admissions" }, zh = "登记评价和投诉", en = "Record feedback" },
    ["feedback.settle"] = { roles = { "manager", "social_worker" }, zh = "办理投诉",
      en = "Settle complaints" },
  },

  actions = {
    answer = require "actions.answer",
    close = require "actions.close",
    complain = require "actions.complain",
    import_day = require "actions.import_day",
    plan_meeting = require "actions.plan_meeting",
    rate = require "actions.rate",
    record_meeting = require "actions.record_meeting",
  },

  queries = {
    complaint = require "queries.complaint",
    complaints = require "queries.complaints",
    days = require "queries.days",
    meetings = require "queries.meetings",
    ratings = require "queries.ratings",
    summary = require "queries.summary",
  },

  duties = require "duties",
  imports = { days = { zh = "节假日和调休", en = "Holidays and make-up days", action = "import_day",
    columns = {
      { field = "day", required = true, header = array { "日期", "date" } },
      { field = "kind", required = true, header = array { "类型", "kind" },
        values = { ["节假日"] = "holiday", ["调休上班"] = "workday", ["休息"] = "holiday",
          in_lieu = "holiday" } },
      { field = "name", header = array { "名称", "name" } },
    } } },
  pages = require "pages",
}
