-- How the records of a time came about: facts, without a judgement.
local c = require "lib.columns"
local enums = require "data.enums"
local evidence = require "lib.evidence"
local period = require "lib.period"

return {
  zh = "记录真实性", en = "How records came about", permission = "fire_safety.evidence",
  input = { c.date("from", "从", "From"), c.date("to", "到（不含）", "To (not included)") },
  columns = c.of(c.text("key", "编号", "Key"), c.enum("fact", enums.fact, "事实", "Fact"),
    "duty_kind", c.integer("count", "条数", "Count"), c.integer("of", "共", "Of"),
    { name = "percent", type = "decimal", scale = 2, unit = "%", zh = "占比", en = "Share" },
    c.json("details", "明细", "Details"), "reasons", "tone"),
  run = function(call, home)
    local first, last = period(call, 30, 31)
    local span = { from = time.at(first, "00:00"), to = time.at(last, "00:00") }
    local entries, rows = home.query("entries", span), array {}
    local scans = home.query("scans_between", span)
    evidence.content(entries, scans)
    evidence.late(call, entries, rows)
    evidence.identical(call, entries, rows)
    evidence.fast(call, scans, home.query("distances", {}), rows)
    evidence.bulk(call, entries, home.query("visits", {}), rows)
    return rows
  end,
}
