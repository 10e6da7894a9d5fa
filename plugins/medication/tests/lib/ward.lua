-- Steps that the tests of orders and doses share: one resident in bed 101-1,
-- one drug, at 2026-11-23 09:00 (a Monday).
local ward = {}

function ward.steps(...)
  local all = array {}
  for _, list in ipairs { ... } do
    if list.do_ or list.ask or list.tick or list.settings then list = { list } end
    for _, step in ipairs(list) do all[#all + 1] = step end
  end
  return all
end

function ward.merged(base, more)
  local whole = {}
  for key, value in pairs(base) do whole[key] = value end
  for key, value in pairs(more or {}) do whole[key] = value end
  return whole
end

function ward.drug(name, more)
  return { do_ = "medication.add_drug", input = ward.merged({ name = name,
    ingredients = { name }, form = "tablet", unit = "tablet", source = "test",
    edition = "1" }, more) }
end

function ward.person(number, name)
  return {
    { do_ = "beds.import_bed", input = { floor = "1楼", room = "10" .. number,
      bed = "10" .. number .. "-1", kind = "nursing", unit = "一病区" } },
    { do_ = "residents.register", input = { name = name, sex = "female",
      born = "1940-05-01" } },
    { do_ = "beds.assign", input = { resident = number, bed = number, from = "2026-11-01" } },
  }
end

-- An agreement without an end: no reminder, so that schedules keep their numbers.
function ward.consent(resident, more)
  return { do_ = "medication.sign_consent", input = ward.merged({ resident = resident,
    signer = "王小明", relation = "child", signed = "2026-11-01", document = "协议 1 号" }, more) }
end

ward.start = ward.steps(ward.person(1, "王秀英"), ward.consent(1), ward.drug("甲药"), ward.drug("乙药"))

function ward.order(more, gives)
  return { do_ = "medication.order", save = more and more.save, gives = gives,
    input = ward.merged({ resident = 1, drug = 1, dose = { amount = "1", unit = "tablet" },
      route = "po", frequency = "tid", start = "2026-11-23T09:00:00+08:00",
      prescriber = "李医师", document = "处方 1 号" }, more and more.input or more) }
end

function ward.refused(more, ...)
  local step = ward.order(more)
  step.refused = { ... }
  return step
end

function ward.act(action, input, gives, more)
  return ward.merged({ do_ = "medication." .. action, input = input, gives = gives }, more)
end

function ward.no(action, input, ...)
  return { do_ = "medication." .. action, input = input, refused = { ... } }
end

function ward.tick(text)
  return { tick = (#text <= 5 and "2026-11-23T" .. text .. ":00" or text) .. "+08:00" }
end

-- Schedules that come before the first dose's: the check of the resident's file
-- and the paper sheets of the care unit.
local before = 2

-- The id of the occurrence of the nth schedule version of the test at a local
-- time: "12:00" of the first day, or "2026-11-24 08:00".
function ward.duty(version, text)
  local day, at = text:match("^(%S+) (%S+)$")
  if not day then day, at = "2026-11-23", text end
  return before + version .. "-" .. day:gsub("-", "") .. "T" .. at:gsub(":", "") .. "00"
end

function ward.record(version, text, outcome, more, gives, extra)
  return ward.merged({ do_ = "medication.record", gives = gives,
    input = ward.merged({ duty = ward.duty(version, text), outcome = outcome }, more) }, extra)
end

function ward.refuse(version, text, outcome, more, ...)
  local step = ward.record(version, text, outcome, more)
  step.refused = { ... }
  return step
end

-- The round at a time: rows as they come.
function ward.round(at, gives, count)
  return { ask = "medication.round", rows = count, gives = gives,
    input = { at = "2026-11-23T" .. at .. ":00+08:00" } }
end

return ward
