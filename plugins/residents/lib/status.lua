-- Entitlements as they come in, checked and made into rows.
local edition_on = require "lib.edition"

local status = {}

local function refuse_dates(prefix, given)
  if given.to and given.to <= given.from then
    refuse(prefix .. "to", "order", "到期日要在生效日之后。", "It must expire after it begins.")
  end
end

-- The row without its resident. `prefix`: where the fault is, "statuses[1].".
function status.row(call, given, prefix)
  local edition = edition_on(call.data.statuses, call.today)
  local kind = call.rules.status_kind(given.kind, edition)
  if not kind then
    refuse(prefix .. "kind", "unknown",
      "没有“" .. given.kind .. "”这种身份。可用的有：特困、低保、低保边缘、计划生育特殊家庭、优抚、残疾、孤寡、空巢、留守等。",
      "There is no entitlement called \"" .. given.kind .. "\". See the list of kinds.")
    return nil
  end
  if kind.graded and not given.grade then
    refuse(prefix .. "grade", "required", "请写明残疾类别和等级，如“肢体一级”。",
      "State the kind and grade of the disability.")
  end
  refuse_dates(prefix, given)
  return { kind = kind.value, grade = given.grade, document = given.document,
    document_file = given.document_file, starts = given.from, ends = given.to,
    note = given.note }
end

return status
