-- What FHIR has no place for, of an order or a dose that goes out: a list as an import
-- gives it. Pure.
local left_out = {}

local function entry(path, zh, en)
  return { path = path, code = "no_place", zh = zh, en = en }
end

-- `root`: the resource; `dosage`: where it has its dosage.
function left_out.of_order(row, root, dosage)
  local list, plan = array {}, row.plan
  if not row.as_needed then
    list[1] = entry(root, "给药时限（前后几分钟）按本院设置，没有带出。",
      "How early and late a dose may be goes by this home's settings: not carried over.")
  end
  if row.own_times and (plan.code == "ac" or plan.code == "pc") then
    list[#list + 1] = entry(dosage .. ".timing", "本医嘱自定的钟点 " .. table.concat(plan.times, " ")
      .. " 没有带出，只写了饭前、饭后。", "The order's own times, " .. table.concat(plan.times, " ")
      .. ", are not carried over: only the meals are.")
  end
  if plan.kind == "rule" then
    list[#list + 1] = entry(dosage .. ".timing", "用规则写的频次只作为文字带出。",
      "A frequency that is a rule goes as text only.")
  end
  if row.longer_because then
    list[#list + 1] = entry(root .. ".dispenseRequest", "处方超过规定天数的理由没有带出："
      .. row.longer_because, "Why the prescription is longer than the rule: "
      .. row.longer_because)
  end
  return list
end

function left_out.of_dose(row, facts)
  local root = "MedicationAdministration"
  local list = array { entry(root, "录入时间 " .. time.iso(row.recorded) .. " 没有带出。",
    "When it was entered, " .. time.iso(row.recorded) .. ", is not carried over.") }
  if row.round > 0 then
    list[#list + 1] = entry(root, "更正以前的记录没有带出。",
      "What was recorded before the correction is not carried over.")
  end
  if facts.override then
    list[#list + 1] = entry(root, "同意破例的医师没有带出。",
      "The doctor who agreed to the override is not carried over.")
  end
  return list
end

return left_out
