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
}
