-- Columns that several answers share.
local enums = require "data.enums"

local state = {
  { value = "upcoming", zh = "未到时", en = "Coming" },
  { value = "due", zh = "该给", en = "Due" },
  { value = "late", zh = "已过时", en = "Late" },
  { value = "missed", zh = "漏服待查", en = "Missed?" },
  { value = "held", zh = "暂停", en = "Held" },
  { value = "done", zh = "已记录", en = "Recorded" },
}

local columns = {
  resident = { name = "resident", type = "ref", to = "residents.resident", zh = "老人",
    en = "Resident" },
  resident_name = { name = "resident_name", type = "text", zh = "姓名", en = "Name" },
  bed_name = { name = "bed_name", type = "text", zh = "床位", en = "Bed" },
  unit = { name = "unit", type = "text", zh = "照料单元", en = "Care unit" },
  photo = { name = "photo", type = "file", zh = "照片", en = "Photo" },
  sex = { name = "sex", type = "enum", zh = "性别", en = "Sex", values = {
    { value = "male", zh = "男", en = "Male" }, { value = "female", zh = "女", en = "Female" } } },
  age = { name = "age", type = "integer", zh = "年龄", en = "Age" },
  allergies = { name = "allergies", type = "text", max = 2000, zh = "过敏", en = "Allergies" },
  flags = { name = "flags", type = "json", zh = "标志", en = "Signs" },
  duty = { name = "duty", type = "text", zh = "任务", en = "Duty" },
  version = { name = "version", type = "integer", zh = "版本", en = "Version" },
  order = { name = "order", type = "ref", to = "order", zh = "医嘱", en = "Order" },
  order_version = { name = "order_version", type = "integer", zh = "第几版", en = "Version" },
  course = { name = "course", type = "id", zh = "用药", en = "Course" },
  drug = { name = "drug", type = "ref", to = "drug", zh = "药品", en = "Drug" },
  -- whose medicine it is and how much: what stands above a form about it
  about = { name = "about", type = "text", zh = "老人和药品", en = "Whose, which, how much" },
  about_en = { name = "about_en", type = "text", zh = "老人和药品（英文）",
    en = "Whose, which, how much" },
  drug_name = { name = "drug_name", type = "text", zh = "药名", en = "Drug" },
  drug_name_en = { name = "drug_name_en", type = "text", zh = "药名（英文单位）", en = "Drug" },
  dose_text = { name = "dose_text", type = "text", zh = "每次用量", en = "Dose" },
  dose_text_en = { name = "dose_text_en", type = "text", zh = "每次用量（英文）", en = "Dose" },
  amount = { name = "amount", type = "decimal", scale = 6, zh = "量", en = "Amount" },
  dose_unit = { name = "dose_unit", type = "enum", values = enums.unit, zh = "单位",
    en = "Unit" },
  route = { name = "route", type = "enum", values = enums.route, zh = "途径", en = "Route" },
  often = { name = "often", type = "text", zh = "用法", en = "How often" },
  often_en = { name = "often_en", type = "text", zh = "用法（英文）", en = "How often" },
  meal = { name = "meal", type = "enum", values = enums.meal, zh = "与进食", en = "Food" },
  instruction = { name = "instruction", type = "text", max = 300, zh = "用法说明",
    en = "Instruction" },
  indication = { name = "indication", type = "text", zh = "用于", en = "For" },
  class = { name = "class", type = "enum", values = enums.class, zh = "时限", en = "Class" },
  due = { name = "due", type = "instant", zh = "应给时间", en = "Due" },
  state = { name = "state", type = "enum", values = state, zh = "状态", en = "State" },
  tone = { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  reasons = { name = "reasons", type = "json", zh = "提醒", en = "What and why" },
  outcomes = { name = "outcomes", type = "json", zh = "可选结果", en = "Outcomes" },
  ask = { name = "ask", type = "json", zh = "要测的体征", en = "Signs to be measured" },
  signer = { name = "signer", type = "boolean", zh = "双人核对", en = "Two people" },
  as_needed = { name = "as_needed", type = "boolean", zh = "必要时", en = "As needed" },
  outcome = { name = "outcome", type = "enum", values = enums.outcome, zh = "结果",
    en = "Outcome" },
  outcome_id = { name = "outcome_id", type = "id", zh = "记录编号", en = "Record" },
  at = { name = "at", type = "instant", zh = "实际时间", en = "At" },
  recorded = { name = "recorded", type = "instant", zh = "记录时间", en = "Recorded" },
  person_name = { name = "person_name", type = "text", zh = "执行人", en = "By" },
  second_name = { name = "second_name", type = "text", zh = "第二签名", en = "Second signer" },
  reason = { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
  reason_en = { name = "reason_en", type = "text", max = 500, zh = "原因（英文）", en = "Reason" },
  late_entry = { name = "late_entry", type = "boolean", zh = "补记", en = "Entered late" },
  corrections = { name = "corrections", type = "integer", zh = "更正次数", en = "Corrections" },
  starts = { name = "starts", type = "instant", zh = "开始", en = "From" },
  ends = { name = "ends", type = "instant", zh = "结束", en = "To" },
  prescription = { name = "prescription", type = "id", zh = "处方", en = "Prescription" },
  prescription_kind = { name = "kind", type = "enum", values = enums.prescription,
    zh = "处方种类", en = "Kind" },
  prescription_number = { name = "number", type = "text", max = 200, zh = "处方编号",
    en = "Number" },
  prescriber = { name = "prescriber", type = "text", zh = "开方医师", en = "Prescriber" },
  issued = { name = "issued", type = "date", zh = "开具日期", en = "Issued on" },
  days = { name = "days", type = "integer", zh = "天数", en = "Days" },
  last = { name = "last", type = "date", zh = "用到哪天（含）", en = "Last day (included)" },
  document = { name = "document", type = "text", zh = "处方或医嘱单", en = "Source document" },
  actions = { name = "actions", type = "json", zh = "可做", en = "Actions" },
  key = { name = "key", type = "text", zh = "编号", en = "Key" },
}

-- columns.of("id", { name = ... }, ...)
columns.of = choose(columns)

-- The two columns `about` of an order o of a resident r.
columns.about_sql = [[r.name || ' ' || o.name || '，' || o.dose as about,
           r.name || ' ' || coalesce(o.name_en, o.name) || ', '
             || coalesce(o.dose_en, o.dose) as about_en]]

-- Whether two people sign for an order o of a drug d: as it says, or as the drug was marked
-- since. What a drug is by its ingredients only giving knows (lib/giving.lua).
columns.signer_sql = "(o.signer or d.high_alert or d.controlled <> 'none') as signer"

-- The input of most queries about one person.
columns.who = { { name = "resident", type = "ref", to = "residents.resident", required = true,
  zh = "老人", en = "Resident" } }

return columns
