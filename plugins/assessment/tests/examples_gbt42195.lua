-- The worked examples of standards 11.1, each case named after its row.
local form = require "tests.lib.form"

local function row(number, digits, more, gives)
  return { name = "11.1 row " .. number, steps = { form.score(form.gbt(digits, more), gives) } }
end

local function plain(number, subtotals, total, level)
  return row(number, form.rows[number], nil, { subtotals = subtotals, total = total,
    preliminary = level, final = level, level = level, edition = "2022", reasons = {} })
end

local function refused(number, input, ...)
  return { name = "11.1 row " .. number,
    steps = { { ask = "assessment.score", input = input, refused = { ... } } } }
end

local all = form.gbt(form.rows[1])
local missing = form.gbt(form.rows[1])
missing.answers["B.2.3"] = nil
local above = form.gbt(form.rows[1])
above.answers["B.4.4"], above.answers["B.2.4"] = 4, 4
all.coma = true

return {
  plain(1, { 32, 15, 28, 15 }, 90, 0), plain(2, { 31, 15, 28, 15 }, 89, 1),
  plain(3, { 22, 11, 26, 7 }, 66, 1), plain(4, { 22, 11, 25, 7 }, 65, 2),
  plain(5, { 15, 7, 19, 5 }, 46, 2), plain(6, { 15, 7, 18, 5 }, 45, 3),
  plain(7, { 9, 3, 14, 4 }, 30, 3), plain(8, { 9, 3, 13, 4 }, 29, 4),
  plain(9, { 0, 0, 0, 0 }, 0, 4),
  row(10, form.rows[1], { diagnoses = { "F00" } },
    { total = 90, preliminary = 0, final = 1, reasons = { { code = "dementia" } } }),
  row(11, form.rows[2], { diagnoses = { "F20" }, psychiatrist = true },
    { total = 89, preliminary = 1, final = 2, reasons = { { code = "mental" } } }),
  row(12, form.rows[2], { diagnoses = { "F32" } },
    { preliminary = 1, final = 1, warnings = { { code = "specialist_missing" } } }),
  row(13, form.rows[3], { risk_events = { fall = 2 } },
    { total = 66, preliminary = 1, final = 2, reasons = { { code = "risk_events" } } }),
  row(14, form.rows[3], { risk_events = { fall = 1, choking = 1 } },
    { preliminary = 1, final = 2 }),
  row(15, form.rows[3], { base_date = "2026-11-23",
    risk_events = { fall = { "2026-11-20", "2026-10-23" } } }, { preliminary = 1, final = 1 }),
  row("16, no stacking", form.rows[5], { diagnoses = { "F01" }, risk_events = { fall = 3 } },
    { total = 46, preliminary = 2, final = 3,
      reasons = { { code = "dementia" }, { code = "risk_events" } } }),
  { name = "11.1 row 16, stacking", steps = {
    { settings = { stacking = true }, plugin = "assessment" },
    form.score(form.gbt(form.rows[5], { diagnoses = { "F01" }, risk_events = { fall = 3 } }),
      { preliminary = 2, final = 4 }) } },
  row(17, form.rows[7], { diagnoses = { "F03" } }, { total = 30, preliminary = 3, final = 4 }),
  row("17, a national code", form.rows[7], { diagnoses = { "f03.x00x001" } },
    { total = 30, preliminary = 3, final = 4 }),
  row(18, form.rows[8], { diagnoses = { "F00" }, risk_events = { fall = 2 } },
    { total = 29, preliminary = 4, final = 4 }),
  row(19, form.rows[19], { coma = false },
    { subtotals = { 23, 11, 20, 7 }, total = 61, preliminary = 2, final = 2 }),
  row(20, form.rows[19], { coma = true },
    { total = 61, preliminary = 2, final = 4, reasons = { { code = "coma" } } }),
  refused(21, all, "coma", "contradiction"),
  refused(22, missing, "answers.B.2.3", "missing"),
  refused(23, above, "answers.B.4.4", "answers.B.2.4", "range"),
}
