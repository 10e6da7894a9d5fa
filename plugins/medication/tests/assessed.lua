-- What a result of an assessment asks of those who order medicines.
local ward = require "tests.lib.ward"

local steps, order, tick = ward.steps, ward.order, ward.tick

-- The nine risks: only that of choking is what is given.
local risks = { 4, 3, 4, 3, 3, 5, 3, 4, 3 }

local function safety(points, day)
  local answers = {}
  for risk, count in ipairs(risks) do
    for item = 1, count do answers["K" .. risk .. "." .. item] = 0 end
  end
  answers["K1.1"], answers["K1.2"] = math.min(points, 2), math.max(points - 2, 0)
  return { do_ = "assessment.complete", input = { resident = 1, standard = "GB 38600-2019",
    base_date = day, answers = answers, assessors = { { name = "赵护士",
      background = "nursing" } } } }
end

local parts = { 8, 4, 9, 5 }
local able = "44444444444344444411222434"

-- `digits` go before those of somebody who is able.
local function ability(digits, more)
  local answers, place, all = {}, 0, digits .. able:sub(#digits + 1)
  for part, count in ipairs(parts) do
    for item = 1, count do
      place = place + 1
      answers["B." .. part .. "." .. item] = tonumber(all:sub(place, place))
    end
  end
  return { do_ = "assessment.complete", input = ward.merged({ resident = 1,
    standard = "GB/T 42195-2022", answers = answers, assessors = { { name = "赵护士",
      background = "nursing" }, { name = "钱社工", background = "social_work" } } }, more) }
end

local function asked(kind, ...)
  return { ask = "core.duties", input = { kind = "medication." .. kind, state = "open" },
    rows = select("#", ...), gives = { ... } }
end

local syrup = ward.drug("糖浆", { form = "solution", unit = "ml" })
local patch = ward.drug("贴片", { form = "patch", unit = "patch" })

local function liquid(drug, unit, route)
  return order { drug = drug, dose = { amount = "1", unit = unit }, route = route }
end

-- The nth order is taken without help. The assessments before admission have schedules too.
local function alone(n) return ward.record(n + 2, "12:00", "self_administered") end

return {
  { name = "a high risk of choking asks to check what is swallowed whole",
    with = { "assessment" }, steps = steps(ward.start, syrup, patch, order {},
      liquid(3, "ml", "po"), liquid(4, "patch", "patch"), order { drug = 2, route = "tube" },
      safety(2), asked("check_whole"),
      tick "2026-11-24T09:00:00", safety(3, "2026-11-24"),
      asked("check_whole", { state = "due", subject = "resident:1",
        data = { orders = { 1 }, text = "甲药" } }),
      -- a later result that says so again asks once, a lower one no more
      tick "2026-11-25T09:00:00", safety(3, "2026-11-25"),
      asked("check_whole", { due = "2026-11-24T09:00:00+08:00" }),
      tick "2026-11-26T09:00:00", safety(1, "2026-11-26"), asked("check_whole")) },

  { name = "it is answered, with a reason where nothing has to change",
    with = { "assessment" }, steps = steps(ward.start, order {}, safety(3),
      { ask = "core.duties", input = { kind = "medication.check_whole" }, save = "duty" },
      { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "not_needed" },
        refused = { "reason" } },
      { do_ = "core.record_duty", input = { duty = "$duty.1.duty", outcome = "done" } },
      asked("check_whole")) },

  { name = "who becomes dependent and takes medicines alone is looked at",
    with = { "assessment" }, steps = steps(ward.start, order {}, order { drug = 2 },
      tick "12:00", alone(1),
      ability("4433"), asked("check_own"),
      tick "2026-11-24T09:00:00", ability("111100000000", { base_date = "2026-11-24" }),
      asked("check_own", { data = { orders = { 1 }, text = "甲药" } })) },

  { name = "dementia asks the same, and nobody is asked where all is handed out",
    with = { "assessment" }, steps = steps(ward.start, order {}, order { drug = 2 },
      ability("4433", { diagnoses = { "F01" } }), asked("check_own"),
      tick "12:00", alone(2),
      tick "2026-11-24T09:00:00",
      ability("4433", { diagnoses = { "F01" }, base_date = "2026-11-24" }),
      asked("check_own", { data = { text = "乙药" } })) },

  { name = "what was stopped is not asked about, nor who has left", with = { "assessment" },
    steps = steps(ward.start, order {}, order { drug = 2 }, tick "10:00",
      ward.act("stop", { order = 2, reason = "停药" }), tick "10:05", safety(3),
      asked("check_whole", { data = { text = "甲药" } }),
      { do_ = "beds.discharge", input = { resident = 1 } }, asked("check_whole")) },
}
