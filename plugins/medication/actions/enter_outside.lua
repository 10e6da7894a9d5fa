-- What a resident takes that this home does not give, as somebody told a nurse.
-- One dose given elsewhere (st) counts around its time only.
local daily = require "lib.daily"
local fields = require "lib.fields"
local reading = require "lib.reading"
local words = require "lib.words"

local function read_drug(call, home, row)
  local input = call.input
  if input.drug and input.name then
    refuse("name", "both", "目录里已经选了药，这里就不要再写。", "A drug of the list is chosen already.")
  elseif not input.drug and not input.name then
    refuse("drug", "required", "请选目录里的药；目录里没有的，写药名。",
      "Choose a drug of the list, or write the name of one that it has not.")
  end
  row.listed = input.drug
  row.drug = input.drug and home.get("drug", input.drug).name or input.name
end

-- One dose (st) has a time, all else days. What is told is what is taken: nothing
-- that is yet to come.
local function read_once(call, row)
  local at = call.input.at
  row.starts = at
  if not at then
    refuse("at", "required", "请写这一次是几时给的。", "Say when this one dose was given.")
  elseif at > call.now + 60000 then
    refuse("at", "future", "这个时间还没有到，给了再登记。",
      "That time has not come yet: enter it when it is given.")
  else
    reading.start(call, "at", at)
  end
  for _, field in ipairs { "from", "to" } do
    if call.input[field] then
      refuse(field, "once", "只给过一次的（st）只写给药时间，这里不填。",
        "One dose (st) has the time when it was given: leave this empty.")
    end
  end
end

local function read_days(call, row)
  local from, to = call.input.from, call.input.to
  row.starts, row.ends = from and time.at(from, "00:00"), to and time.at(to, "00:00")
  if from and from > call.today then
    refuse("from", "future", "这一天还没有到，用了再登记。",
      "That day has not come yet: enter it when it is taken.")
  elseif from then
    reading.start(call, "from", row.starts)
  end
  if to then reading.ends(call, "to", row.starts, reading.whole_day(row.ends)) end
  if call.input.at then
    refuse("at", "once", "只给过一次的（频次 st）才填给药时间。",
      "When it was given is for one dose (frequency st) only.")
  end
end

local function joined(dose, often, comma)
  return dose and often and dose .. comma .. often or dose or often
end

-- The dose in words, and how many a day where that is exact.
local function read_often(call, home, row, plan, once)
  if not plan or once then return end
  local often, often_en = words.meaning(call.data.frequencies[1], plan)
  row.dose, row.dose_en = joined(row.dose, often, "，"), joined(row.dose_en, often_en, ", ")
  row.per_day = daily.exactly(call, home, plan, row.starts)
end

return {
  zh = "登记院外用药", en = "Enter what is taken elsewhere", permission = "medication.order",
  subject = "resident",
  input = fields.of("resident",
    { name = "source", type = "text", min = 2, max = 200, required = true,
      zh = "来源（谁说的：家属、出院小结……）", en = "Source (who said so: family, hospital paper ...)" },
    { name = "drug", type = "ref", to = "drug", zh = "药品（目录里有的）",
      en = "Drug (of the list)" },
    { name = "name", type = "text", min = 1, max = 200, zh = "药名（目录里没有的）",
      en = "Name of the drug (when the list has not got it)" },
    "dose",
    { name = "frequency", type = "json", zh = "频次（如 tid；只给过一次写 st；不知道就不填）",
      en = "Frequency (such as tid; st when given once; empty when not known)" },
    { name = "from", type = "date", zh = "从哪天起（不知道就不填）",
      en = "First day (empty when not known)" },
    { name = "to", type = "date", zh = "到哪天（含；没有说就不填）",
      en = "Last day (included; empty when nobody said)" },
    { name = "at", type = "instant", zh = "给药时间（只给过一次的）", en = "Given at (when given once)" }),
  output = {
    { name = "outside", type = "id", zh = "院外用药", en = "Taken elsewhere" },
    { name = "per_day", type = "integer", zh = "24 小时最多几次", en = "Doses in 24 hours at most" },
  },
  run = function(call, home)
    local input = call.input
    reading.resident(home, input.resident)
    local plan = input.frequency ~= nil and reading.plan(call, input.frequency) or nil
    local once = plan ~= nil and plan.kind == "once"
    local row = { resident = input.resident, source = input.source, person = call.person.name,
      entered = call.now, type = once and "MedicationAdministration" or "MedicationStatement",
      status = once and "completed" or "active" }
    read_drug(call, home, row)
    reading.dose(input.dose, row)
    if once then read_once(call, row) else read_days(call, row) end
    if refused() then stop() end
    read_often(call, home, row, plan, once)
    return { outside = home.insert("outside", row), per_day = row.per_day }
  end,
}
