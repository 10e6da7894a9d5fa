-- Inputs that several actions share.
local enums = require "data.enums"

-- How a doctor who is not signed in agreed.
local told = array {}
for _, each in ipairs(require("data.drug_enums").agreement) do
  if each.value ~= "self" then told[#told + 1] = each end
end

local fields = {
  resident = { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" },
  order = { name = "order", type = "ref", to = "order", required = true, zh = "医嘱",
    en = "Order" },
  from = { name = "from", type = "instant", zh = "从何时起（不填就是现在）",
    en = "From (now when empty)" },
  reason = { name = "reason", type = "text", min = 2, max = 500, required = true, zh = "原因",
    en = "Reason" },
  override = { name = "override", type = "text", min = 4, max = 500,
    zh = "破例理由（需第二人签名）", en = "Reason for an override (a second person signs)" },
  agreed_by = { name = "agreed_by", type = "text", min = 2, max = 80,
    zh = "同意的医师（破例时必填，医师本人登记不用）",
    en = "Doctor who agreed (for an override, unless the doctor enters it)" },
  agreed_how = { name = "agreed_how", type = "enum", zh = "医师怎样同意的",
    en = "How the doctor agreed", values = told },
  agreed_at = { name = "agreed_at", type = "instant", zh = "医师几时同意的（不填就是现在）",
    en = "When the doctor agreed (now when empty)" },
  -- of an order
  dose = { name = "dose", type = "object", zh = "每次剂量", en = "Dose", fields = {
    { name = "amount", type = "decimal", scale = 6, min = "0", max = "1000000",
      required = true, zh = "量", en = "Amount" },
    { name = "unit", type = "enum", values = enums.unit, required = true, zh = "单位",
      en = "Unit" } } },
  route = { name = "route", type = "enum", values = enums.route, zh = "途径", en = "Route" },
  frequency = { name = "frequency", type = "json",
    zh = "频次（代码，或 {\"rrule\": …}、{\"every\": \"PT8H\"}）",
    en = "Frequency (a code, {\"rrule\": ...} or {\"every\": \"PT8H\"})" },
  times = { name = "times", type = "list", max = 12, of = { type = "text", max = 5 },
    zh = "本医嘱的时间", en = "Times of its own" },
  weekdays = { name = "weekdays", type = "list", max = 7, of = { type = "integer" },
    zh = "星期几（1 到 7）", en = "Weekdays (1 to 7)" },
  meal = { name = "meal", type = "enum", values = enums.meal, zh = "与进食", en = "Food" },
  ["end"] = { name = "end", type = "instant", zh = "结束（写日期：当天仍给）",
    en = "End (a date: that day included)" },
  review = { name = "review", type = "date", zh = "复核日期", en = "To be reviewed on" },
  indication = { name = "indication", type = "text", max = 200, zh = "用药原因",
    en = "Indication" },
  prescriber = { name = "prescriber", type = "text", max = 80, zh = "开方医师",
    en = "Prescriber" },
  document = { name = "document", type = "text", max = 200, zh = "处方或医嘱单",
    en = "Source document" },
  class = { name = "class", type = "enum", values = enums.class, zh = "时限", en = "Class" },
  prn = { name = "prn", type = "object", zh = "必要时", en = "As needed", fields = {
    { name = "reason", type = "text", max = 200, zh = "用于", en = "For" },
    { name = "min_interval", type = "integer", min = 1, max = 10080, zh = "最短间隔（分钟）",
      en = "Minimum interval (minutes)" },
    { name = "max_doses", type = "integer", min = 1, max = 48, zh = "24 小时最多次数",
      en = "Doses in 24 hours at most" },
    { name = "max_amount", type = "decimal", scale = 6, min = "0", zh = "24 小时最大量",
      en = "Amount in 24 hours at most" } } },
  min_interval = { name = "min_interval", type = "integer", min = 1, max = 10080,
    zh = "最短间隔（分钟）", en = "Minimum interval (minutes)" },
  max_doses = { name = "max_doses", type = "integer", min = 1, max = 48,
    zh = "24 小时最多次数", en = "Doses in 24 hours at most" },
  max_amount = { name = "max_amount", type = "decimal", scale = 6, min = "0",
    zh = "24 小时最大量", en = "Amount in 24 hours at most" },
  conditions = { name = "conditions", type = "list", max = 8, zh = "给药条件（符合即暂缓）",
    en = "Hold when", of = { type = "object", fields = {
      { name = "sign", type = "enum", values = enums.sign, zh = "体征", en = "Sign" },
      { name = "below", type = "decimal", scale = 2, zh = "低于", en = "Below" },
      { name = "above", type = "decimal", scale = 2, zh = "高于", en = "Above" },
      { name = "effect", type = "enum", values = enums.effect, zh = "或：上次用后",
        en = "Or: after this effect" } } } },
  signer = { name = "signer", type = "boolean", zh = "双人核对", en = "Two people" },
  instruction = { name = "instruction", type = "text", max = 300, zh = "用法说明",
    en = "Instruction" },
  -- of a dose
  outcome = { name = "outcome", type = "enum", values = enums.outcome, zh = "结果",
    en = "Outcome" },
  at = { name = "at", type = "instant", zh = "实际时间（不填就是现在）",
    en = "At (now when empty)" },
  why = { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
  amount = { name = "amount", type = "decimal", scale = 6, min = "0", max = "1000000",
    zh = "实给剂量（与医嘱不同时）", en = "Amount given (when it is not the order's)" },
  signs = { name = "signs", type = "list", max = 8, zh = "体征", en = "Vital signs",
    of = { type = "object", fields = {
      { name = "sign", type = "enum", values = enums.sign, required = true, zh = "体征",
        en = "Sign" },
      { name = "value", type = "decimal", scale = 2, required = true, zh = "测得",
        en = "Measured" } } } },
  stock_note = { name = "stock_note", type = "text", min = 2, max = 500,
    zh = "账上不够时：药从哪里来", en = "When the record is short: where it came from" },
  note = { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
}

-- A prescription: what stands on it. Days and last day say the same.
local rx = {
  { name = "kind", type = "enum", values = enums.prescription, zh = "处方种类（不填为普通处方）",
    en = "Kind (ordinary when empty)" },
  { name = "number", type = "text", max = 200, zh = "处方编号（不填为医嘱单编号）",
    en = "Number (the order's document when empty)" },
  { name = "issued", type = "date", zh = "开具日期", en = "Issued on" },
  { name = "first", type = "date", zh = "从哪天用起（不填为开具日）",
    en = "First day (issued on, when empty)" },
  { name = "days", type = "integer", min = 1, max = 366, zh = "用几天", en = "Days" },
  { name = "last", type = "date", zh = "用到哪天（含；与天数填一样）",
    en = "Last day (included; it or the days)" },
  { name = "longer_because", type = "text", min = 2, max = 500,
    zh = "超过规定天数的理由（医师注明的）", en = "Why it is longer than the rule (the doctor's)" },
}
fields.prescription = { name = "prescription", type = "object", zh = "所依据的处方",
  en = "Prescription it rests on", fields = rx }

-- The same beside other inputs: for an order, and for a duty that may also be put
-- off, so that nothing of it is required.
local prescriber = { name = "prescriber", type = "text", max = 80,
  zh = "开方医师（不填为医嘱上的）", en = "Prescriber (the order's when empty)" }
fields.renewal_of = array { prescriber }
fields.prescription_of = array { prescriber }
for _, field in ipairs(rx) do
  local asked = copy(field)
  asked.required = field.name == "issued" or nil
  table.insert(fields.renewal_of, field)
  table.insert(fields.prescription_of, asked)
end

for _, sign in ipairs(enums.sign) do
  fields[sign.value] = { name = sign.value, type = "decimal", scale = 2, min = "0",
    max = "500", zh = sign.zh, en = sign.en }
end

fields.of = choose(fields)

-- What an action about an order answers.
fields.told = array { { name = "order", type = "id", zh = "医嘱", en = "Order" },
  { name = "warnings", type = "json", zh = "提醒", en = "Warnings" } }

-- The same fields, these required.
function fields.need(list, ...)
  for _, name in ipairs { ... } do
    for i, field in ipairs(list) do
      if field.name == name then
        list[i] = copy(field)
        list[i].required = true
      end
    end
  end
  return list
end

return fields
