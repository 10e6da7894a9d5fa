return {
  { name = "a file asks to be looked through, and then no more",
    at = "2026-01-05T08:00:00+08:00", steps = {
    { do_ = "residents.register",
      input = { name = "王秀英", sex = "female", born = "1940-05-01" } },
    { tick = "2026-07-05T08:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "due",
      gives = { { kind = "residents.check_file", state = "due", subject = "resident:1" } } },
    { do_ = "residents.check_file", input = { duty = "$due.1.duty", outcome = "skipped" },
      refused = { "reason" } },
    { do_ = "residents.check_file", input = { duty = "$due.1.duty", outcome = "done",
      note = "电话已换" } },
    { ask = "core.duties", input = { state = "open" }, rows = 0 },
  } },
  { name = "a check of the 31st falls on the last day of a shorter month", steps = {
    { settings = { check_months = 1 } }, { tick = "2026-12-01T10:00:00+08:00" },
    { do_ = "residents.register", input = { name = "王秀英", sex = "female",
      born = "1941-01-02" } },
    { tick = "2027-03-01T10:00:00+08:00" },
    { ask = "core.duties", input = { kind = "residents.check_file",
      from = "2027-02-01T00:00:00+08:00", to = "2027-03-02T00:00:00+08:00" }, rows = 1,
      gives = { { due = "2027-02-28T09:00:00+08:00" } } },
  } },
}
