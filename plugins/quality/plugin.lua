-- 等级评定: what a home's scores come to under GB/T 37276, which level is next
-- and what is short of it, self-assessments that stay as they were, the mark and
-- its three years, and the indicators that the district asks for.
return {
  id = "quality", version = "1.0.0", host = 1, needs = { "beds", "fire_safety", "staff" },
  zh = "质量评定", en = "Quality grading",

  settings = require "settings",
  data = { editions = require "data.editions" },
  rules = { grade = require "rules.grade" },

  tables = {
    assessment = require "tables.assessment",
    mark = require "tables.mark",
  },

  permissions = {
    ["quality.read"] = { roles = { "manager", "nurse", "doctor", "social_worker", "safety_officer",
      "inspector" }, zh = "查看质量评定", en = "See quality grading" },
    ["quality.assess"] = { roles = { "manager" }, zh = "自评", en = "Self-assess" },
  },

  actions = {
    award = require "actions.award",
    renew = require "actions.renew",
    self_assess = require "actions.self_assess",
  },

  queries = {
    forecast = require "queries.forecast",
    gaps = require "queries.gaps",
    grade = require "queries.grade",
    history = require "queries.history",
    indicators = require "queries.indicators",
    marks = require "queries.marks",
    newest = require "queries.newest",
    numbers = require "queries.numbers",
    record = require "queries.record",
    regrade = require "queries.regrade",
  },

  duties = require "duties",
  pages = require "pages",
}
