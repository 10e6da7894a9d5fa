local now = "2026-11-24T09:00:00+08:00"
local home = { name = "松鹤养老院", credit_code = "52500152MJP123451E", body = "private_nonprofit",
  run_as = "private", beds_full = 120, opened = "2026-11-20" }

local function with(changes)
  local input = copy(home)
  for key, value in pairs(changes) do input[key] = value end
  return input
end

local function set(changes, more)
  local step = { do_ = "registry.set_institution", input = with(changes) }
  for key, value in pairs(more or {}) do step[key] = value end
  return step
end

return {
  { name = "sound codes are sound, and every changed character is found", run = function(rules)
    for _, code in ipairs { "91350100M000100Y43", "52500152MJP123451E", "125001524508391292" } do
      assert(not rules.credit_code(code), code)
      for i = 1, 18 do
        local other = code:sub(i, i) == "7" and "8" or "7"
        assert(rules.credit_code(code:sub(1, i - 1) .. other .. code:sub(i + 1)), code .. i)
      end
    end
    assert(rules.credit_code("52500152MJP12345").code == "length")
    assert(rules.credit_code("52500152MJP12345IE").code == "letter")
    assert(rules.credit_code("52500152MJP123452E").code == "organisation")
    assert(rules.credit_code("52500152MJP123451F").code == "check")
  end },

  { name = "one file of the institution; wrong ones are refused by name", at = now, steps = {
    { ask = "registry.institution", refused = {} },
    set({ credit_code = "52500152MJP123451F" }, { refused = { "credit_code" } }),
    set({ body = "company" }, { refused = { "body" } }),
    set({ opened = "2026-12-01" }, { refused = { "opened" } }),
    set({}, { gives = { id = 1 } }),
    set({ beds_full = 118 }, { gives = { id = 1 } }),
    set({}, { as = { "admissions" }, refused = {} }),
    { ask = "registry.institutions", rows = 1, gives = { { name = "松鹤养老院" } } },
    { ask = "registry.institution", input = { id = 1 }, gives = { beds_full = 118, beds_now = 0,
      differs = { "全托床位：登记 118，在用 0" } } },
  } },

  { name = "a home that took residents files within ten working days", at = now, steps = {
    set({}), set({ phone = "023-44550000" }),
    { tick = "2026-12-04T18:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "due",
      gives = { { kind = "registry.file_home", state = "late" } } },
    { do_ = "registry.file", input = { duty = "$due.1.duty", outcome = "filed",
      document = "备案回执 3 号" } },
    { ask = "registry.institution", gives = { filed = "2026-12-04" } },
    { ask = "core.duties", input = { state = "open" }, rows = 0 },
  } },

  { name = "a licence asks in time, and its successor in its turn", at = now, steps = {
    { do_ = "registry.add_licence", input = { kind = "食品经营许可证", number = "J1",
      starts = "2022-03-01", ends = "2022-03-01" }, refused = { "ends" } },
    { do_ = "registry.add_licence", input = { kind = "食品经营许可证", number = "J1",
      starts = "2022-03-01", ends = "2027-03-01" } },
    { do_ = "registry.add_licence", input = { kind = "土地证", number = "T1",
      starts = "2010-01-01" } },
    { tick = "2026-12-31T10:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "due",
      gives = { { kind = "registry.renew_licence", state = "due" } } },
    { do_ = "registry.renew", input = { duty = "$due.1.duty", outcome = "renewed" },
      refused = { "number" } },
    { do_ = "registry.renew", input = { duty = "$due.1.duty", outcome = "renewed", number = "J2",
      starts = "2027-02-01", ends = "2032-02-01" } },
    { ask = "registry.licences", rows = 3, gives = { { number = "J2", state = "valid" },
      { number = "T1", state = "valid" }, { number = "J1", state = "replaced" } } },
    { tick = "2031-12-04T10:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1 },
    { ask = "registry.licences", rows = 3, gives = { { number = "J2", state = "ending" } } },
  } },

  { name = "the yearly report comes each year on its day", at = now, steps = {
    { do_ = "registry.start_yearly", input = {}, refused = {} },
    set({ filed = "2026-11-21" }),
    { do_ = "registry.start_yearly", input = {}, gives = { first = "2027-03-31" } },
    { do_ = "registry.start_yearly", input = {} },
    { ask = "core.obligations", input = { from = "2027-01-01", to = "2028-01-01" }, rows = 1,
      gives = { { kind = "registry.yearly_report", state = "upcoming" } } },
    { tick = "2027-03-31T12:00:00+08:00" },
    { ask = "core.duties", input = { state = "open" }, rows = 1, save = "due" },
    { do_ = "registry.report", input = { duty = "$due.1.duty", outcome = "reported" },
      refused = { "document" } },
    { do_ = "registry.report", input = { duty = "$due.1.duty", outcome = "reported",
      document = "2026 年度工作报告" } },
  } },

  { name = "fees in order; a month's services, and who lived here then",
    at = "2026-11-24T09:00:00+08:00", steps = {
      { do_ = "registry.set_institution", input = { name = "松鹤养老院",
        credit_code = "91350100M000100Y43", bed_low = "900.00", bed_high = "800.00" },
        refused = { "bed_high" } },
      { do_ = "registry.set_institution", input = { name = "松鹤养老院",
        credit_code = "91350100M000100Y43", bed_low = "900.00", bed_high = "2800.00",
        takes_able = true } },
      { ask = "registry.institution", gives = { bed_low = "900", takes_able = true } },
      { do_ = "registry.record_month", input = { month = "2026-12-01" }, refused = { "month" } },
      { do_ = "registry.record_month", input = { month = "2026-10-15", meals = 310 } },
      { do_ = "registry.record_month", input = { month = "2026-10-01", meals = 312,
        bathing = 20 } },
      { ask = "registry.months", rows = 1, gives = { { month = "2026-10-01", meals = 312,
        bathing = 20, living = 0 } } },
    } },
}
