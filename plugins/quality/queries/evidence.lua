-- What the records of a period show for each part; each figure opens its records.
local facts_of = require "lib.facts"
local fields = require "lib.fields"
local part_names = require "lib.part_names"
local period = require "lib.period"

return {
  zh = "记录里的依据", en = "What the records show", permission = "quality.read", deadline_ms = 10000,
  input = { fields.make("from", "date", "从（不填就是一年前）", "From (a year ago when empty)"),
    fields.make("to", "date", "到（含）", "To (included)") },
  columns = fields.facts,
  run = function(call, home)
    return part_names(call, facts_of(call, home, period(call)))
  end,
}
