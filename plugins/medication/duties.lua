-- What people must do about medicines.
local enums = require "data.enums"

local function field(name, kind, zh, en, more)
  local made = { name = name, type = kind, zh = zh, en = en }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

-- What counts as done, and what asks for a reason.
local done = { given = true, self_administered = true }
local outcomes = array {}
for i, each in ipairs(enums.outcome) do
  outcomes[i] = { value = each.value, zh = each.zh, en = each.en, done = done[each.value],
    reason = not done[each.value] and each.value ~= "lapsed" or nil }
end

-- What a result of an assessment asks for (on/assessed.lua).
local function check(zh, en, standard)
  return {
    zh = zh, en = en, permission = "medication.order",
    outcomes = {
      { value = "done", zh = "已核对，要改的医嘱已改", en = "Checked, and orders changed", done = true },
      { value = "not_needed", zh = "不用改", en = "Nothing to change", reason = true },
    },
    early = "P1D", late = "P3D", missed = "P30D", downtime = "all",
    second_signer = false, fields = { field("note", "text", "说明", "Note", { max = 500 }) },
    standard = standard,
  }
end

return {
  -- The windows are those of an order that says nothing; each schedule brings
  -- its own (rules/windows.lua).
  dose = {
    zh = "给药", en = "Give a dose", permission = "medication.give",
    outcomes = outcomes,
    early = "PT1H", late = "PT1H", missed = "PT4H", downtime = "latest",
    second_signer = false,
    fields = {
      field("amount", "decimal", "实给剂量", "Amount given", { scale = 6, min = "0" }),
      field("signs", "json", "体征", "Vital signs"),
      field("late_entry", "boolean", "补记", "Entered late"),
      field("override", "text", "破例理由", "Reason for an override", { max = 500 }),
      field("indication", "text", "用药原因", "Why it was given", { max = 200 }),
      field("note", "text", "说明", "Note", { max = 500 }),
    },
    standard = "三查七对；给药时限（ISMP）",
  },
  effect_check = {
    zh = "查看用药效果", en = "See how an as-needed dose worked", permission = "medication.give",
    outcomes = {
      { value = "done", zh = "已查看", en = "Seen", done = true },
      { value = "skipped", zh = "未查看", en = "Not seen", reason = true },
    },
    early = "PT30M", late = "PT30M", missed = "PT4H", downtime = "all",
    second_signer = false,
    fields = {
      field("effect", "enum", "效果", "Effect", { values = enums.effect }),
      field("note", "text", "说明", "Note", { max = 500 }),
    },
    standard = "必要时用药后 30 至 60 分钟查看效果",
  },
  answer_alarm = {
    zh = "应答给药报警", en = "Answer an alarm about a dose", permission = "medication.give",
    outcomes = {
      { value = "answered", zh = "已知晓，正在处理", en = "Seen, dealing with it", done = true },
      { value = "dismissed", zh = "无需处理", en = "Nothing to do", reason = true },
    },
    early = "PT0S", late = "PT10M", missed = "P1D", downtime = "all",
    second_signer = false, fields = {},
    standard = "时间要紧的药过时即报警",
  },
  take_paper = {
    zh = "取本班纸质给药单", en = "Take the new paper sheets", permission = "medication.give",
    outcomes = {
      { value = "done", zh = "已取", en = "Taken", done = true },
      { value = "skipped", zh = "未取", en = "Not taken", reason = true },
    },
    early = "PT0S", late = "PT1H", missed = "PT6H", downtime = "latest",
    second_signer = false, fields = {},
    standard = "停机时用纸质给药单",
  },
  count_stock = {
    zh = "盘点代管药品", en = "Count the medicines", permission = "medication.stock",
    outcomes = {
      { value = "done", zh = "已盘点", en = "Counted", done = true },
      { value = "skipped", zh = "未盘点", en = "Not counted", reason = true },
    },
    early = "P1D", late = "P1D", missed = "P3D", downtime = "latest",
    second_signer = false, fields = { field("note", "text", "说明", "Note", { max = 500 }) },
    standard = "代管药品定期清点",
  },
  check_expiry = {
    zh = "检查近效期药品", en = "Look for medicines that expire", permission = "medication.stock",
    outcomes = {
      { value = "done", zh = "已检查", en = "Looked through", done = true },
      { value = "skipped", zh = "未检查", en = "Not done", reason = true },
    },
    early = "P3D", late = "P3D", missed = "P14D", downtime = "latest",
    second_signer = false, fields = { field("note", "text", "说明", "Note", { max = 500 }) },
    standard = "药品有效期检查（八对）",
  },
  -- Each schedule brings its own windows: late on the last day, unanswered when
  -- the prescription is over.
  renew_prescription = {
    zh = "续方", en = "Renew a prescription", permission = "medication.order",
    outcomes = {
      { value = "done", zh = "已续方", en = "Renewed", done = true },
      { value = "later", zh = "暂未续，过几天再提醒", en = "Not yet, ask again", reason = true },
    },
    early = "P30D", late = "P6D", missed = "P7D", downtime = "all",
    second_signer = false, fields = { field("last", "date", "新处方用到哪天", "New last day") },
    standard = "处方用量（处方管理办法、长期处方管理规范）",
  },
  check_whole = check("噎食风险高：核对整片吞服的药", "High risk of choking: check what is swallowed whole",
    "GB 38600-2019（噎食）；评估结果"),
  check_own = check("已失能或失智：核对还能不能自服", "Dependent now: check what is taken without help",
    "GB/T 42195-2022；评估结果"),
  review_order = {
    zh = "复核医嘱", en = "Review an order", permission = "medication.order",
    outcomes = {
      { value = "done", zh = "已复核", en = "Reviewed", done = true },
      { value = "later", zh = "暂未复核，再提醒", en = "Not yet, ask again", reason = true },
    },
    early = "P7D", late = "P1D", missed = "P14D", downtime = "all",
    second_signer = false, fields = { field("next", "date", "下次复核", "Next review"),
      field("note", "text", "说明", "Note", { max = 500 }) },
    standard = "医嘱写明的复核日期",
  },
  renew_consent = {
    zh = "续签服药管理协议", en = "Renew a consent", permission = "medication.consent",
    outcomes = {
      { value = "done", zh = "已续签或另有安排", en = "Renewed or settled", done = true },
      { value = "skipped", zh = "未续签", en = "Not renewed", reason = true },
    },
    early = "P30D", late = "P7D", missed = "P30D", downtime = "all",
    second_signer = false, fields = {},
    standard = "服药管理协议到期前续签",
  },
}
