-- What a resident takes elsewhere, and what was given there: brought in or entered.
local columns = require "lib.columns"
local lookup = require "lib.lookup"

-- States, in FHIR's words.
local states = array {}
for i, each in ipairs {
  { "completed", "已给", "Given", "free" }, { "not-done", "没有给", "Not given", "late" },
  { "active", "在用", "Being taken", "free" }, { "not-taken", "没有用", "Not taken", "late" },
  { "intended", "将要用", "To be taken" }, { "in-progress", "正在给", "Being given" },
  { "on-hold", "暂停", "On hold", "reserved" }, { "stopped", "已停", "Stopped", "blocked" },
  { "unknown", "不明", "Not known", "late" },
} do
  states[i] = { value = each[1], zh = each[2], en = each[3], tone = each[4] }
end

return {
  zh = "院外用药（原样）", en = "Taken elsewhere as kept", permission = "medication.read",
  input = columns.who,
  columns = columns.of(
    { name = "id", type = "id", zh = "编号", en = "Number" },
    { name = "drug", type = "text", zh = "药品", en = "Drug" },
    { name = "listed", type = "ref", to = "drug", zh = "目录中的药", en = "Drug of the list" },
    { name = "dose", type = "text", zh = "用法", en = "Dose" },
    { name = "dose_en", type = "text", zh = "用法（英文）", en = "Dose" },
    { name = "starts", type = "instant", zh = "从", en = "From" },
    { name = "ends", type = "instant", zh = "到", en = "To" },
    { name = "status", type = "enum", zh = "状态", en = "State", values = states },
    { name = "per_day", type = "integer", zh = "24 小时最多几次", en = "Doses in 24 hours at most" },
    { name = "counted", type = "enum", zh = "每日合计", en = "Daily sum", values = {
      { value = "yes", zh = "已算进", en = "Counted" },
      { value = "no", zh = "算不进，人工核对", en = "Not counted, check by eye" },
      { value = "over", zh = "不再用", en = "No more" } } },
    { name = "source", type = "text", zh = "来源", en = "Source" },
    { name = "person", type = "text", zh = "登记人", en = "Entered by" },
    { name = "entered", type = "instant", zh = "带入", en = "Brought in" },
    "actions"),
  -- one dose is taken back when it was entered by mistake
  sql = [[
    select o.id, o.drug, ]] .. lookup.listed .. [[ as listed, o.dose, o.dose_en, o.starts,
           coalesce(e.at, o.ends) as ends, o.status, o.per_day,
           case when o.type <> 'MedicationStatement'
                  or o.status not in ('active', 'intended', 'unknown') then null
                when e.at <= now() or o.ends <= now() - 86400000 then 'over'
                when o.status = 'active' and o.amount is not null
                  and o.per_day is not null then 'yes' else 'no' end as counted,
           o.source, o.person, o.entered,
           iif(e.id is null and (iif(o.type = 'MedicationStatement',
                 o.status in ('active', 'intended', 'unknown'),
                 o.status in ('completed', 'in-progress'))), '["end_outside"]', '[]') as actions
    from medication_outside o
    left join medication_outside_end e on e.outside = o.id
    where o.resident = :resident
    order by coalesce(o.starts, o.entered) desc, o.id limit 500
  ]],
}
