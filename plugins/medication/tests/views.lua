-- The sheet, the handover, the timeline, the paper.
local ward = require "tests.lib.ward"
local steps, order, tick, record = ward.steps, ward.order, ward.tick, ward.record

local prn = { drug = 2, frequency = "prn",
  prn = { reason = "疼痛", min_interval = 240, max_doses = 3 } }
local day = { from = "2026-11-23T07:00:00+08:00", to = "2026-11-23T23:00:00+08:00" }

local shift = steps(ward.start, order { conditions = { { sign = "pulse", below = "50" } } },
  order(prn), tick "12:00", record(1, "12:00", "given", { pulse = "72" }),
  tick "16:20", record(1, "16:00", "refused", { reason = "睡着", pulse = "70" }),
  ward.act("give_prn", { order = 2, reason = "腿痛" }),
  tick "2026-11-24T10:00:00")

return {
  { name = "the sheet shows every dose of the month", steps = steps(shift,
    { ask = "medication.mar", input = { resident = 1, month = "2026-11" }, rows = 2, gives = {
      { block = "regular", drug_name = "甲药", cells = {
        { at = "2026-11-23", text = "12√", tone = "free" }, { text = "16拒", text_en = "16R",
          tone = "late", hint = "拒服 11-23 16:20 tester；睡着；脉搏（次/分） 70",
          hint_en = "Refused 11-23 16:20 tester; Asleep; Pulse (per minute) 70" },
        { at = "2026-11-24", text = "08？", tone = "alarm" }, { text = "12·" } } },
      { block = "prn", cells = { { text = "16:20√" } } } } },
    { ask = "medication.mar", input = { resident = 1, from = "2026-11-24", to = "2026-11-25" },
      gives = { { cells = { { text = "08？" }, { text = "12·" }, { text = "16·" } } } } },
    { ask = "medication.mar", input = { resident = 1, month = "2026-10" }, rows = 0 },
    { ask = "medication.mar", input = { resident = 1, month = "11" }, refused = { "month" } }) },

  { name = "a handover begins with what was not recorded", steps = steps(shift,
    { ask = "medication.handover", input = { from = day.from }, gives = {
      { section = "1_open", due = "2026-11-24T08:00:00+08:00", tone = "alarm",
        reason = "漏服待查", reason_en = "Missed?", dose_text = "1 片（一片）",
        dose_text_en = "1 tablet (one)" },
      { section = "3_not_given", outcome = "refused", reason = "睡着", reason_en = "Asleep" },
      { section = "5_prn", drug_name = "乙药", reason = "腿痛", reason_en = "腿痛" },
      { section = "6_effect", due = "2026-11-23T17:05:00+08:00", reason = "没有查看",
        reason_en = "Not seen" },
      { section = "8_order" }, { section = "8_order" },
      { section = "9_given", reason = "1 次", reason_en = "1x" } }, rows = 7 },
    { ask = "medication.handover", input = { from = day.from, unit = "别处" }, rows = 0 }) },

  { name = "a handover tells what became of doses left open", steps = steps(
    ward.start, ward.drug "丙药", order {}, order { drug = 2, class = "critical" },
    order { drug = 3, frequency = "sos", indication = "失眠" },
    tick "12:40", record(2, "12:00", "given"), tick "15:59",
    { ask = "medication.handover", input = { from = day.from }, rows = 5, gives = {
      { section = "1_open", due = "2026-11-23T12:00:00+08:00", dose_text = "1 片（一片）" },
      { section = "4_late", outcome = "given", at = "2026-11-23T12:40:00+08:00" },
      { section = "8_order" }, { section = "8_order" }, { section = "8_order" } } },
    tick "16:20", record(1, "12:00", "missed", { reason = "护士抢救他人" }),
    record(1, "16:00", "given"),
    { ask = "medication.handover", input = { from = "2026-11-23T16:00:00+08:00" },
      rows = 3, gives = {
      { section = "1_open", due = "2026-11-23T16:00:00+08:00" },
      { section = "3_not_given", due = "2026-11-23T12:00:00+08:00", outcome = "missed" },
      { section = "9_given", reason = "1 次" } } }) },

  { name = "the timeline tells what was not as usual", steps = steps(shift,
    { ask = "medication.timeline", input = { resident = 1 }, gives = {
      { kind = "dose", tone = "alarm" }, { kind = "prn", tone = "free" },
      { kind = "dose", note = "睡着", note_en = "Asleep" },
      { kind = "sign", series = "pulse", value = "70" },
      { kind = "sign", series = "pulse", value = "72" }, { kind = "order" },
      { kind = "order", text = "开始 甲药，每次 1 片（一片），tid 08:00 12:00 16:00",
        text_en = "Begun: 甲药, 1 tablet (one), tid 08:00 12:00 16:00" } } }) },

  { name = "doses, frequencies and reasons are said in both languages", run = function()
    local words = require "lib.words"
    local function says(zh, en, said, said_en)
      assert(said == zh and said_en == en, tostring(said) .. " / " .. tostring(said_en))
    end
    says("0.5 片（半片）", "0.5 tablet (a half)", words.dose("0.5", "tablet"))
    says("2.5 毫升（两毫升半）", "2.5 ml (two and a half)", words.dose("2.5", "ml"))
    says("0.75 片（四分之三片）", "0.75 tablet (three quarters)", words.dose("0.75", "tablet"))
    says("2.25 毫升", "2.25 ml (two and a quarter)", words.dose("2.25", "ml"))
    says("12.6 毫克", "12.6 mg", words.dose("12.6", "mg"))
    says("biw 周一、四 08:00", "biw Mon, Thu 08:00",
      words.often { kind = "clock", code = "biw", weekdays = { 1, 4 }, times = { "08:00" } })
    says("qod 每 2 天 08:00", "qod every 2 days 08:00",
      words.often { kind = "clock", code = "qod", every_days = 2, times = { "08:00" } })
    says("每隔 1 天 12 小时", "every 1 d 12 h", words.often { kind = "elapsed", ms = 129600000 })
    says("睡着", "Asleep", words.reason("睡着"))
    says("睡着", "Asleep", words.reason("Asleep"))
    says("自己说的", "自己说的", words.reason("自己说的"))
  end },

  { name = "what nobody recorded is in one list", steps = steps(shift,
    { ask = "medication.late", rows = 1, gives = { { state = "missed",
      due = "2026-11-24T08:00:00+08:00" } } }) },

  { name = "each shift has its sheets and somebody to take them", steps = steps(ward.start,
    order {}, tick "15:31",
    { ask = "core.duties", input = { kind = "medication.take_paper", state = "due" }, rows = 1,
      gives = { { due = "2026-11-23T15:30:00+08:00" } }, save = "list" },
    { do_ = "medication.take_paper", input = { duty = "$list.1.duty", outcome = "done" } },
    ward.act("print_paper", {}, { files = { "mar-一病区.html" } })) },

  { name = "M26 who has orders and no bed has a sheet too", at = "2026-11-23T09:00:00+08:00",
    steps = steps(ward.start,
      { do_ = "residents.register", input = { name = "李建国", sex = "male", born = "1938-02-03" } },
      ward.consent(2), order {}, ward.act("print_paper", {}, { files = { "mar-一病区.html" } }),
      order { resident = 2, drug = 2, ["end"] = "2026-11-24" }, tick "09:10",
      ward.act("print_paper", {}, { files = { "mar-none.html", "mar-一病区.html" } }),
      tick "2026-11-25T09:00:00",
      ward.act("print_paper", {}, { files = { "mar-一病区.html" } })) },

  { name = "the paper says what is given only if needed, and when not to give",
    steps = steps(ward.start,
    { do_ = "residents.add_allergy", input = { resident = 1, substance = "青霉素" } },
    order { frequency = "sos", indication = "失眠" },
    order { drug = 2, frequency = "prn", prn = { reason = "疼痛", min_interval = 240,
      max_amount = "4" }, conditions = { { sign = "pulse", below = "60" } } },
    ward.act("give_prn", { order = 2, reason = "腿痛", pulse = "70" }), tick "12:00",
    { ask = "medication.sheet", input = { unit = "一病区", from = "2026-11-23T08:00:00+08:00",
      to = "2026-11-23T20:00:00+08:00" }, rows = 1, gives = {
      { drug_name = "乙药", outcome = "given", conditions = { { sign = "pulse" } } } } },
    { ask = "medication.prn_orders", rows = 2, gives = { { allergies = "青霉素",
      conditions = { { sign = "pulse", below = "60" } }, dose_unit = "tablet",
      last_at = "2026-11-23T09:00:00+08:00" }, { drug_name = "甲药", indication = "失眠",
      until_ = "2026-11-23T21:00:00+08:00" } } }) },

  { name = "paper in words", run = function()
    local paper = require "lib.paper"
    local now = time.at("2026-11-23", "12:00")
    local who = { resident = 1, resident_name = "王秀英", bed_name = "101-1", sex = "female",
      age = 86, drug_name = "甲药", dose_text = "1 片（一片）", dose_text_en = "1 tablet (one)",
      route = "po", meal = "any", allergies = "青霉素" }
    local answers = {
      sheet = array { ward.merged(who, { due = now, state = "due",
        conditions = { { sign = "pulse", below = "60", above = "120" } } }) },
      prn_orders = array { ward.merged(who, { course = 7, unit = "", min_interval = 240,
        max_amount = "2000", dose_unit = "mg", last_at = now, held = true }),
        ward.merged(who, { course = 8, unit = "", until_ = now, indication = "失眠" }),
        ward.merged(who, { unit = "别处" }) },
      prn_doses = array { { course = 7 }, { course = 7 }, { course = 9 } },
    }
    local text = paper.sheet({ query = function(name) return answers[name] end }, "", now)
    local function says(wanted, times)
      local _, count = text:gsub(wanted:gsub("%p", "%%%0"), "")
      assert(count == times, wanted .. " is there " .. count .. " times")
    end
    says("sos：只给一次，11-23 12:00 前有效", 1)
    says("失眠", 1)
    says("脉搏（次/分）低于 60 或高于 120 时暂缓", 1)
    says("Pulse (per minute): hold below 60 or above 120", 1)
    says("已暂停，不要给", 1)
    says("间隔至少 240 分钟", 1)
    says("24 小时最多 2000 毫克 mg at most", 1)
    says("上次 Last 11-23 12:00，24 小时内 2 次", 1)
    says("过敏 Allergies: 青霉素", 3)
  end },

  { name = "changed shifts are taken over", steps = steps(ward.start, order {},
    { settings = { shift_1 = "14:00", shift_2 = "none", shift_3 = "none" } },
    ward.act("print_paper", {}), tick "15:40",
    { ask = "core.duties", input = { kind = "medication.take_paper", to =
      "2026-11-23T20:00:00+08:00" }, rows = 1,
      gives = { { due = "2026-11-23T14:00:00+08:00" } } }) },

  -- words in their place would move meals to midnight, and end the sheets (M26)
  { name = "meals, shifts and counts are at times of day", run = function()
    local all = {}
    for _, field in ipairs(require "settings") do all[field.name] = field end
    for _, name in ipairs { "breakfast", "lunch", "supper", "count_time", "shift_1" } do
      local known = {}
      for _, each in ipairs(all[name].values) do
        assert(require "lib.clock".minutes(each.value), each.value)
        known[each.value] = true
      end
      assert(known[all[name].default] and not known["25:00"] and not known.none, name)
    end
  end },

  { name = "what is no time of day is not taken", steps = steps(ward.start,
    { do_ = "core.set_setting", input = { plugin = "medication", name = "lunch",
      value = "25:00" }, refused = { "lunch" } },
    { do_ = "core.set_setting", input = { plugin = "medication", name = "shift_1",
      value = "早班 晚班" }, refused = { "shift_1" } },
    { do_ = "core.set_setting", input = { plugin = "medication", name = "shift_1",
      value = "none" }, refused = { "shift_1" } },
    { do_ = "core.set_setting", input = { plugin = "medication", name = "count_time",
      value = "下午三" }, refused = { "count_time" } }) },
}
