-- 等级评定: what a home's scores come to under GB/T 37276, what its records show for
-- them, which level is next and what is short of it, self-assessments that stay
-- as they were, the mark and its three years; whether the home meets what every
-- home must; and the indicators that the district asks for.
return {
  id = "quality", version = "1.0.0", host = 1,
  needs = { "residents", "beds", "assessment", "medication", "fire_safety", "staff", "feedback",
    "incidents" },
  zh = "质量评定", en = "Quality grading",

  settings = require "settings",
  data = {
    basic = require "data.basic",
    editions = require "data.editions",
    evidence = require "data.evidence",
    risks = require "data.risks",
  },
  rules = { grade = require "rules.grade", suggest = require "rules.suggest" },

  tables = {
    assessment = require "tables.assessment",
    confirmation = require "tables.confirmation",
    draft = require "tables.draft",
    draft_score = require "tables.draft_score",
    item = require "tables.item",
    item_score = require "tables.item_score",
    mark = require "tables.mark",
  },

  permissions = {
    ["quality.read"] = { roles = { "manager", "nurse", "doctor", "social_worker", "safety_officer",
      "inspector" }, zh = "查看质量评定", en = "See quality grading" },
    ["quality.assess"] = { roles = { "manager" }, zh = "自评", en = "Self-assess" },
  },

  actions = {
    award = require "actions.award",
    begin = require "actions.begin",
    check_items = require "actions.check_items",
    confirm = require "actions.confirm",
    drop = require "actions.drop",
    import_item = require "actions.import_item",
    renew = require "actions.renew",
    score_item = require "actions.score_item",
    self_assess = require "actions.self_assess",
    take_suggested = require "actions.take_suggested",
  },

  queries = {
    assessed = require "queries.assessed",
    basic = require "queries.basic",
    basic_result = require "queries.basic_result",
    confirmations = require "queries.confirmations",
    draft_items = require "queries.draft_items",
    drafts = require "queries.drafts",
    evidence = require "queries.evidence",
    evidence_of = require "queries.evidence_of",
    forecast = require "queries.forecast",
    from_records = require "queries.from_records",
    gaps = require "queries.gaps",
    grade = require "queries.grade",
    history = require "queries.history",
    indicators = require "queries.indicators",
    item_scores = require "queries.item_scores",
    items_of = require "queries.items_of",
    marks = require "queries.marks",
    newest = require "queries.newest",
    numbers = require "queries.numbers",
    on_medicines = require "queries.on_medicines",
    record = require "queries.record",
    regrade = require "queries.regrade",
    risk_assessed = require "queries.risk_assessed",
    what_if = require "queries.what_if",
  },

  duties = require "duties",
  imports = require "imports",
  pages = require "pages",
}
