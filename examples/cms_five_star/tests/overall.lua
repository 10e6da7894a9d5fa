local function ask(name, input, gives)
  return { name = name, at = "2026-11-24T09:00:00-05:00", steps = {
    { ask = "cms_five_star.overall", input = input, gives = gives } } }
end

return {
  ask("until June 2022 four staffing stars above the inspection add one",
    { health = 3, staffing = 4, qm = 3, on = "2022-05-01" },
    { overall = 4, edition = "2020-2022" }),
  ask("but not when they equal it", { health = 4, staffing = 4, qm = 3, on = "2022-05-01" },
    { overall = 4 }),
  ask("from July 2022 four add nothing", { health = 3, staffing = 4, qm = 3, on = "2022-07-01" },
    { overall = 3, edition = "2022-07" }),
  ask("five add one", { health = 3, staffing = 5, qm = 5, on = "2026-07-01" }, { overall = 5 }),
  ask("one takes one", { health = 3, staffing = 1, qm = 1, on = "2026-07-01" }, { overall = 1 }),
  ask("one star for the inspection rises by one at most",
    { health = 1, staffing = 5, qm = 5, on = "2026-07-01" }, { overall = 2 }),
  ask("an abuse icon caps the inspection at two",
    { health = 5, staffing = 5, qm = 5, abuse = true, on = "2026-07-01" }, { overall = 4 }),
  ask("no inspection, no rating", { staffing = 5, qm = 5 }, { none_because = "no_inspection" }),
  ask("special focus, no rating", { health = 2, special_focus = true },
    { none_because = "special_focus" }),
  { name = "no rules on that day", at = "2026-11-24T09:00:00-05:00", steps = {
    { ask = "cms_five_star.overall", input = { health = 2, on = "1999-01-01" },
      refused = { "on" } },
    { do_ = "cms_five_star.import_facility", input = { ccn = "1", health = "6", overall = "3.5",
      published = "2022-02-30" }, refused = { "health", "overall", "published" } },
    { do_ = "cms_five_star.import_facility", input = { ccn = "1", health = "NA", overall = "." } },
    { ask = "cms_five_star.compare", rows = 1, gives = { { agrees = true } } },
  } },
}
