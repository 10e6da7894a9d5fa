-- The prescription that an order rests on, how long it may be, and who asks for
-- the next one. Doses never depend on it: past its end they go on being due, and
-- a person decides.
local prescriptions = {}

-- What the home set instead of the table's days.
function prescriptions.own(home)
  local own = {}
  for _, row in ipairs(home.find("length", {})) do
    if row.days then own[row.key] = { days = row.days, source = row.source } end
  end
  return own
end

-- First and last day and how many they are: days or last is told, or both alike.
local function read_days(input, add)
  local first, last, days = input.first or input.issued, input.last, input.days
  if not days and not last then
    add("days", "required", "请写处方天数，或用到哪天。", "Give the days, or the last day.")
  elseif last and last < first then
    add("last", "order", "用到的日期要在开始之后。", "The last day must not be before the first.")
  elseif days and last and date.add(first, days - 1) ~= last then
    add("days", "differ", "天数和用到的日期对不上：从 " .. first .. " 起 " .. days .. " 天是到 "
      .. date.add(first, days - 1) .. "。", "Days and last day differ: " .. days .. " days from "
      .. first .. " end on " .. date.add(first, days - 1) .. ".")
  else
    last = last or date.add(first, days - 1)
    return first, last, date.diff(last, first) + 1
  end
end

local function check_dates(call, input, add)
  if input.issued > call.today then
    add("issued", "future", "开具日期还没有到。", "That day has not come yet.")
  elseif date.diff(call.today, input.issued) > 366 then
    add("issued", "range", "开具日期离现在太远，请核对年份。", "That is too long ago: check the year.")
  elseif input.first and (input.first < input.issued
      or date.diff(input.first, input.issued) > 31) then
    add("first", "range", "开始用的日期要在开具之后 31 天以内。",
      "The first day must be within 31 days after the day of issue.")
  end
end

-- A row without the order's numbers, and the faults: { field, code, zh, en }.
function prescriptions.judge(call, home, drug, input)
  local faults = array {}
  local function add(field, code, zh, en)
    faults[#faults + 1] = { field = field, code = code, zh = zh, en = en }
  end
  if not input.issued then
    add("issued", "required", "请写处方的开具日期。", "Give the day of issue.")
    return nil, faults
  end
  check_dates(call, input, add)
  local first, last, days = read_days(input, add)
  if days and days > 366 then
    add("days", "range", "处方最多 366 天，请核对。", "366 days at most: check it.")
  end
  if #faults > 0 then return nil, faults end
  local kind = input.kind or "ordinary"
  local limit, fault = call.rules.prescription(call.data.prescription_days[1].lengths,
    prescriptions.own(home), { kind = kind, controlled = drug.controlled, form = drug.form,
      days = days, why = input.longer_because }, call.settings.prescription_longer == "refuse")
  if fault then
    add(fault.code == "needs_reason" and "longer_because" or "days", fault.code, fault.zh,
      fault.en)
  end
  return { kind = kind, issued = input.issued, first = first, last = last, days = days,
    number = input.number, prescriber = input.prescriber, most = limit.days, rule = limit.source,
    edition = limit.edition, longer_because = input.longer_because }, faults
end

-- The same, refusing what is wrong; `before`: what stands before the field's name.
function prescriptions.read(call, home, drug, input, before)
  local row, faults = prescriptions.judge(call, home, drug, input)
  for _, fault in ipairs(faults) do
    refuse((before or "") .. fault.field, fault.code, fault.zh, fault.en)
  end
  return row
end

-- --- asking for the next one -----------------------------------------------------

-- Whether doses of the order may come after the prescription's last day.
local function outlives(order, row)
  if order.plan.kind == "once" or order.plan.once then return false end
  return not order.ends or time.date(order.ends) > row.last
end

-- Days before the end as the home set it, but never before half of a short one.
local function due_of(call, row)
  local day = date.add(row.last, -call.settings.renew_days)
  local half = date.add(row.first, row.days // 2)
  if day < half then day = half end
  return math.max(time.at(day, "09:00"), call.now - call.now % 1000)
end

-- Late from the last day on, unanswered (missed) when it is over.
local function windows_of(row, due)
  local function minutes(day)
    return math.max(60, (time.at(day, "00:00") - due) // 60000)
  end
  return { late = "PT" .. minutes(row.last) .. "M",
    missed = "PT" .. minutes(date.add(row.last, 1)) .. "M" }
end

function prescriptions.forget(home, course)
  if not course.renewal then return end
  home.stop(course.renewal, 0)
  home.update("course", course.id, { renewal = null })
  course.renewal = nil
end

local function ask(home, course, order, row, due)
  home.update("course", course.id, { renewal = home.schedule("renew_prescription", {
    subject = "prescription:" .. row.id, at = due, windows = windows_of(row, due),
    data = { order = order.id, course = course.id, last = row.last } }) })
end

-- After a change of the order: is there still something to ask for?
function prescriptions.follow(call, home, course, order)
  if not course.prescription then return end
  local row = home.get("prescription", course.prescription)
  if not outlives(order, row) then
    prescriptions.forget(home, course)
  elseif not course.renewal then
    ask(home, course, order, row, due_of(call, row))
  end
end

-- Asked again some days later, on the last day at the latest, each day once it is
-- over.
function prescriptions.again(call, home, course, order)
  local row = home.get("prescription", course.prescription)
  local day = date.add(call.today, call.settings.renew_again)
  if call.today >= row.last then
    day = date.add(call.today, 1)
  elseif day > row.last then
    day = row.last
  end
  ask(home, course, order, row, time.at(day, "09:00"))
end

-- --- keeping ----------------------------------------------------------------------

-- A new one of the course takes the place of the one before, which stays.
function prescriptions.keep(call, home, course, order, row)
  row.resident, row.course, row.for_order = course.resident, course.id, order.id
  row.replaces = course.prescription
  row.number, row.prescriber = row.number or order.document, row.prescriber or order.prescriber
  row.person, row.entered = call.person.name, call.now
  row.id = home.insert("prescription", row)
  prescriptions.forget(home, course)
  home.update("course", course.id, { prescription = row.id })
  course.prescription = row.id
  prescriptions.follow(call, home, course, order)
  home.publish("prescribed", "resident:" .. course.resident,
    { prescription = row.id, order = order.id, resident = course.resident, last = row.last })
  return row.id
end

return prescriptions
