-- Entitlements as they come in, checked and made into rows.
local disabilities = require "lib.disabilities"
local edition_on = require "lib.edition"

local status = {}

local function states(read, kind, grade)
  for _, each in ipairs(read) do
    if each.kind == kind and each.grade == grade then return true end
  end
  return false
end

local function refuse_dates(prefix, given)
  if given.to and given.to <= given.from then
    refuse(prefix .. "to", "order", "到期日要在生效日之后。", "It must expire after it begins.")
  end
end

-- What the fields say, else what the text says; both must agree.
local function disability_of(call, given, prefix)
  local edition = edition_on(call.data.disabilities, call.today)
  local kind, grade = given.disability, given.disability_grade
  local read = call.rules.disability(given.grade or "", edition)
  if kind and grade then
    if #read == 0 or states(read, kind, grade) then return kind, grade end
    refuse(prefix .. "grade", "differs", "“" .. given.grade .. "”和所选的残疾类别、等级不一致，请核对。",
      "\"" .. given.grade .. "\" is not the kind and grade that were chosen. Check them.")
  elseif kind or grade then
    refuse(prefix .. (kind and "disability_grade" or "disability"), "required",
      "残疾类别和等级要一起填。", "State the kind and the grade of the disability together.")
  elseif read[1] then
    return read[1].kind, read[1].grade
  else
    refuse(prefix .. "grade", given.grade and "unknown" or "required",
      "请按残疾人证写明残疾类别和等级，如“肢体一级”。",
      "State the kind and grade of the disability as on the certificate, such as 肢体一级.")
  end
end

local function ungraded(given, prefix)
  for _, name in ipairs { "disability", "disability_grade" } do
    if given[name] then
      refuse(prefix .. name, "not_disabled", "残疾类别和等级只在身份是“残疾”时填写。",
        "Only a certified disability has a kind and grade of disability.")
    end
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
  local row = { kind = kind.value, grade = given.grade, document = given.document,
    document_file = given.document_file, starts = given.from, ends = given.to,
    note = given.note }
  if kind.graded then
    row.disability, row.disability_grade = disability_of(call, given, prefix)
    row.grade = row.grade or (disabilities.words(row.disability, row.disability_grade))
  else
    ungraded(given, prefix)
  end
  refuse_dates(prefix, given)
  return row
end

return status
