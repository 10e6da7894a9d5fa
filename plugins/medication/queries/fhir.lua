-- Orders, what is being taken, and recorded doses as FHIR resources, and what
-- these read.
local administration_out = require "fhir.administration_out"
local columns = require "lib.columns"
local fhir = require "lib.fhir"
local request_out = require "fhir.request_out"
local statement_out = require "fhir.statement_out"

local function field(name, kind, zh, en, more)
  local made = { name = name, type = kind, zh = zh, en = en }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

local resident = field("resident", "ref", "只要这位老人", "Of this resident only",
  { to = "residents.resident" })
local resource = array { field("id", "id", "编号", "Number"),
  field("resource", "json", "资源", "Resource") }
-- The core asks page by page: a whole home at once would not fit the runner.
local after = field("after", "integer", "之后的", "After", { min = 0, default = 0 })
local amount = { scale = 6 }

local orders_sql = [[
  select o.id, o.resident, r.name as resident_name, o.name, o.amount, o.unit, o.dose, o.route,
         o.plan, o.often, o.meal, o.starts, coalesce(e.at, o.ends) as ends, o.replaces,
         o.indication, o.prescriber, o.document, o.as_needed, o.min_interval, o.max_doses,
         o.max_amount, o.instruction, o.conditions, o.class, ]] .. columns.signer_sql .. [[,
         c.review_on as review, o.reason,
         o.own_times, o.person, o.entered, e.kind as ended_by,
         h.id is not null as held,
         iif(e.kind = 'changed', null, coalesce(e.reason, h.reason)) as status_reason,
         x.longer_because, x.kind as rx_kind, x.issued, x.first, x.last, x.days
  from medication_order o
  join medication_drug d on d.id = o.drug
  join residents_resident r on r.id = o.resident
  left join medication_ending e on e.for_order = o.id
  left join medication_course c on c.current = o.id
  left join medication_pause h on h.id = (
    select max(p.id) from medication_pause p where p.course = o.course and p.ends is null)
  left join medication_prescription x on x.id = (
    select max(y.id) from medication_prescription y
    where y.course = o.course and y.for_order <= o.id)
  where o.id > :after and (:resident is null or o.resident = :resident)
    and (:all or ((e.at is null or e.at > now()) and (o.ends is null or o.ends > now())))
  order by o.id limit 200
]]

local queries = {}

queries.drug_names = {
  zh = "药品名称", en = "Names of drugs", permission = "medication.read", input = {},
  columns = { field("id", "id", "药品", "Drug"), field("name", "text", "药名", "Name"),
    field("generic", "text", "通用名", "Generic name"),
    field("strength", "decimal", "规格", "Strength", amount),
    field("strength_unit", "text", "含量单位", "Unit of the strength"),
    field("unit", "text", "单位", "Unit") },
  sql = [[
    select id, name, generic, strength, strength_unit, unit
    from medication_drug where active order by id
  ]],
}

queries.fhir_order_rows = {
  zh = "FHIR 导出的医嘱", en = "Orders of the FHIR export", permission = "medication.export",
  input = { resident, after, field("all", "boolean", "包括已停的", "Also those that ended",
    { default = false }) },
  columns = {
    field("id", "id", "医嘱", "Order"),
    field("resident", "ref", "老人", "Resident", { to = "residents.resident" }),
    field("resident_name", "text", "姓名", "Name"), field("name", "text", "药名", "Drug"),
    field("amount", "decimal", "剂量", "Dose", amount), field("unit", "text", "单位", "Unit"),
    field("dose", "text", "每次用量", "Dose in words"), field("route", "text", "途径", "Route"),
    field("plan", "json", "时间安排", "Plan of times"), field("often", "text", "用法", "How often"),
    field("meal", "text", "与进食", "Food"), field("starts", "instant", "开始", "From"),
    field("ends", "instant", "结束", "To"), field("replaces", "id", "取代", "Replaces"),
    field("indication", "text", "用药原因", "Indication"),
    field("prescriber", "text", "开方医师", "Prescriber"),
    field("document", "text", "处方", "Source document"),
    field("as_needed", "boolean", "必要时", "As needed"),
    field("min_interval", "integer", "最短间隔", "Minimum interval"),
    field("max_doses", "integer", "最多次数", "Doses at most"),
    field("max_amount", "decimal", "最大量", "Amount at most", amount),
    field("instruction", "text", "用法说明", "Instruction"),
    field("conditions", "json", "给药条件", "Conditions"),
    field("class", "text", "时限", "Class"), field("signer", "boolean", "双人核对", "Two people"),
    field("review", "date", "复核日期", "To be reviewed on"),
    field("reason", "text", "更改原因", "Why it was changed"),
    field("own_times", "boolean", "自定时间", "Times of its own"),
    field("status_reason", "text", "停止或暂停的原因", "Why it was stopped or held"),
    field("longer_because", "text", "处方较长的理由", "Why the prescription is longer"),
    field("person", "text", "登记人", "Entered by"),
    field("entered", "instant", "登记时间", "Entered"),
    field("ended_by", "text", "如何结束", "Ended by"), field("held", "boolean", "暂停", "Held"),
    field("rx_kind", "text", "处方种类", "Kind of prescription"),
    field("issued", "date", "开具日期", "Issued on"), field("first", "date", "从", "First day"),
    field("last", "date", "到", "Last day"), field("days", "integer", "天数", "Days"),
  },
  sql = orders_sql,
}

queries.fhir_dose_rows = {
  zh = "FHIR 导出的给药", en = "Doses of the FHIR export", permission = "medication.export",
  input = { resident, after, field("from", "instant", "从", "From", { required = true }),
    field("before", "instant", "之前", "Before", { required = true }) },
  columns = {
    field("outcome_id", "id", "记录", "Record"), field("outcome", "text", "结果", "Outcome"),
    field("reason", "text", "原因", "Reason"), field("facts", "json", "内容", "Facts"),
    field("person_name", "text", "记录人", "By"), field("second_name", "text", "核对人", "Second"),
    field("at", "instant", "时间", "At"), field("order_id", "id", "医嘱", "Order"),
    field("resident", "ref", "老人", "Resident", { to = "residents.resident" }),
    field("resident_name", "text", "姓名", "Name"), field("name", "text", "药名", "Drug"),
    field("amount", "decimal", "剂量", "Dose", amount), field("unit", "text", "单位", "Unit"),
    field("route", "text", "途径", "Route"), field("indication", "text", "用药原因", "Indication"),
    field("as_needed", "boolean", "必要时", "As needed"),
    field("recorded", "instant", "录入", "Recorded"),
    field("round", "integer", "更正次数", "Corrections"),
  },
  sql = [[
    select d.outcome_id, d.outcome, d.reason, d.facts, d.person_name, d.second_name, d.at,
           o.id as order_id, o.resident, r.name as resident_name, o.name, o.amount, o.unit,
           o.route, o.indication, o.as_needed, d.recorded, d.round
    from own_duty_done d
    join medication_order o on o.id = d.data ->> '$.order'
    join residents_resident r on r.id = o.resident
    where d.kind = 'dose' and d.newest and d.due >= :from and d.due < :before
      and d.outcome_id > :after
      and (:resident is null or o.resident = :resident)
    order by d.outcome_id limit 200
  ]],
}

local function each(rows, key, make)
  local made = array {}
  for i, row in ipairs(rows) do made[i] = { id = row[key], resource = make(row) } end
  return made
end

queries.fhir_orders = {
  zh = "医嘱（FHIR）", en = "Orders as FHIR", permission = "medication.export",
  input = { resident, after }, columns = resource, deadline_ms = 20000,
  run = function(call, home)
    local tables = fhir.tables(call)
    local rows = home.query("fhir_order_rows", { resident = call.input.resident,
      after = call.input.after, all = call.input.resident ~= nil })
    return each(rows, "id", function(row) return request_out(tables, row, call.now) end)
  end,
}

queries.fhir_taking = {
  zh = "在用药品（FHIR）", en = "What is being taken, as FHIR", permission = "medication.export",
  input = { resident, after }, columns = resource, deadline_ms = 20000,
  run = function(call, home)
    local tables = fhir.tables(call)
    local rows = home.query("fhir_order_rows", { resident = call.input.resident,
      after = call.input.after })
    return each(rows, "id", function(row) return statement_out(tables, row, call.now) end)
  end,
}

queries.fhir_doses = {
  zh = "给药记录（FHIR）", en = "Recorded doses as FHIR", permission = "medication.export",
  input = { resident, after, field("from", "date", "从（不填：昨天）", "From (empty: yesterday)"),
    field("to", "date", "到（含）", "To (included)") },
  columns = resource, deadline_ms = 20000,
  run = function(call, home)
    local input, tables = call.input, fhir.tables(call)
    local first = input.from or date.add(call.today, -1)
    local rows = home.query("fhir_dose_rows", { resident = input.resident, after = input.after,
      from = time.at(first, "00:00"),
      before = time.at(date.add(input.to or call.today, 1), "00:00") })
    return each(rows, "outcome_id", function(row) return administration_out(tables, row) end)
  end,
}

return queries
