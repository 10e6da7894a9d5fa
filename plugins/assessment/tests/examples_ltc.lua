-- The worked examples of standards 11.2, each case named after its row.
local form = require "tests.lib.form"

local function row(number, sums, grades, level)
  return { name = "11.2 row " .. number, steps = {
    form.score(form.ltc(table.unpack(sums)), { parts = sums, grades = grades, level = level,
      final = level, standard = "YBBF-2021-37" }) } }
end

local function rating(number, a, b, grade, eligible)
  return { name = "11.2 row " .. number, steps = {
    { ask = "assessment.self_rating", input = { a = a, b = b },
      gives = { grade = grade, eligible = eligible } },
    form.score(form.ltc(40, 16, 12, { self_rating = { a = a, b = b } }),
      { self_rating = { grade = grade, eligible = eligible },
        warnings = eligible and {} or { { code = "not_eligible" } } }) } }
end

return {
  row(1, { 100, 16, 12 }, { 0, 0, 0 }, 0), row(2, { 100, 10, 12 }, { 0, 1, 0 }, 0),
  row(3, { 100, 3, 12 }, { 0, 2, 0 }, 1), row(4, { 95, 16, 12 }, { 1, 0, 0 }, 1),
  row(5, { 65, 1, 12 }, { 1, 3, 0 }, 2), row(6, { 60, 16, 12 }, { 2, 0, 0 }, 2),
  row(7, { 45, 0, 12 }, { 2, 3, 0 }, 3), row(8, { 40, 16, 12 }, { 3, 0, 0 }, 3),
  row(9, { 40, 16, 3 }, { 3, 0, 2 }, 4), row(10, { 40, 16, 1 }, { 3, 0, 3 }, 5),
  row(11, { 0, 0, 0 }, { 3, 3, 3 }, 5),
  rating(12, 2, 0, "D", false), rating(13, 1, 3, "E", true),
  { name = "self-rating by item, and in contradiction", steps = {
    { ask = "assessment.self_rating", input = { feeding = true, continence = true, bathing = false,
      dressing = true, toilet = false, transfer = false }, gives = { grade = "E", a = 2, b = 1 } },
    { ask = "assessment.self_rating", input = { a = 1, b = 0, feeding = true, bathing = true },
      refused = { "a", "contradiction" } },
    { ask = "assessment.self_rating", input = { a = 1 }, refused = { "b", "required" } } } },
}
