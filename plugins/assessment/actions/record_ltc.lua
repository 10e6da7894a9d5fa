-- What the insurance concluded: the level, from when to when, by which
-- document, confirmed by whom (standards 2.5).
local fields = require "lib.fields"
local here = require "lib.here"
local reminders = require "lib.reminders"
local scales = require "lib.scales"

local function ltc_scale(day)
  for _, ready in ipairs(scales.ready) do
    if ready.scale.validity and scales.holds(ready.scale, day) then return ready.scale end
  end
end

-- The same day `months` later; the last of that month where there is none.
local function months_after(day, months)
  local parts = date.parts(day)
  local month = parts.month - 1 + months
  local year, number = parts.year + month // 12, month % 12 + 1
  for last = parts.day, 28, -1 do
    local found = date.from(year, number, last)
    if found then return found end
  end
  return date.from(year, number, parts.day)
end

local function check_time(input, scale)
  local last = months_after(input.from, scale.validity.years * 12)
  local to = input.to or last
  if to <= input.from then
    refuse("to", "order", "到期日要在生效日之后。", "It must expire after it begins.")
  elseif to > last then
    refuse("to", "too_long", "结论最多有效 " .. scale.validity.years .. " 年，到 " .. last .. "。",
      "A conclusion holds " .. scale.validity.years .. " years at most, to " .. last .. ".")
  end
  return to
end

local function check_assessment(home, input, scale)
  if not input.assessment then return input.level end
  local found = home.get("assessment", input.assessment)
  if found.resident ~= input.resident or found.standard ~= scale.standard then
    refuse("assessment", "other", "这次评估是另一位老人或另一个量表的。",
      "That assessment is of another resident or scale.")
  elseif input.level and input.level ~= found.level then
    refuse("level", "differs", "结论等级 " .. input.level .. " 与评估的等级 " .. found.level .. " 不同。请核对。",
      "The concluded level " .. input.level .. " is not the assessed " .. found.level .. ".")
  end
  return found.level
end

local function check_experts(names)
  local seen = {}
  for i, each in ipairs(names) do
    local name = each:gsub("%s+", ""):lower()
    if seen[name] then
      refuse("confirmed_by[" .. i - 1 .. "]", "same", "要由两位不同的专家确认。",
        "Two different experts must confirm it.")
    end
    seen[name] = true
  end
end

-- What is renewed need not be renewed any more.
local function follow_on(call, home, row)
  for _, old in ipairs(home.find("ltc", { resident = row.resident, state = "valid" })) do
    if old.id ~= row.id and old.ends <= row.starts then reminders.stop(call, home, old) end
  end
end

return {
  zh = "登记长护险结论", en = "Record the insurance's conclusion", permission = "assessment.ltc",
  subject = "resident",
  input = fields.of("resident", "assessment?",
    { name = "level", type = "integer", min = 0, max = 5, zh = "失能等级", en = "Level" },
    { name = "from", type = "date", required = true, zh = "生效日", en = "Valid from" },
    { name = "to", type = "date", zh = "到期日（不填就是两年）", en = "Expires on (two years when empty)" },
    { name = "document", type = "text", min = 1, max = 100, required = true, zh = "结论文号",
      en = "Document" },
    { name = "confirmed_by", type = "list", min = 2, max = 6, required = true,
      of = { type = "text", min = 1, max = 60 }, zh = "确认的专家（至少两位）",
      en = "Confirmed by (two experts at least)" }),
  output = fields.of({ name = "ltc", type = "id", zh = "编号", en = "Number" },
    { name = "eligible", type = "boolean", zh = "可享受待遇", en = "Eligible for benefits" },
    { name = "again_from", type = "date", zh = "可重新评估自", en = "May be assessed anew from" }),
  run = function(call, home)
    local input = call.input
    local scale = ltc_scale(input.from)
    if not scale then
      refuse("from", "edition", "那时长护险评估标准还没有施行。", "The standard did not hold then.")
      stop()
    end
    local to = check_time(input, scale)
    local level = check_assessment(home, input, scale)
    if not level then
      refuse("level", "required", "请填失能等级，或选一次评估。", "Give the level, or an assessment.")
    end
    here.check_day(home, input.resident, input.from, "from")
    check_experts(input.confirmed_by)
    if refused() then stop() end

    local row = { resident = input.resident, assessment = input.assessment,
      standard = scale.standard, edition = scale.edition, level = level,
      document = input.document, confirmed_by = input.confirmed_by, starts = input.from, ends = to,
      again_from = months_after(input.from, scale.validity.again_months), state = "valid" }
    local id = home.insert("ltc", row)
    row.id = id
    follow_on(call, home, row)
    reminders.begin(call, home, row)
    if home.get("residents.resident", input.resident).state == "deceased" then
      home.update("ltc", id, { state = "ended", ended_because = "died" })
    end
    local eligible = level >= call.settings.ltc_from
    home.publish("ltc_concluded", "resident:" .. input.resident, { ltc = id,
      resident = input.resident, standard = row.standard, edition = row.edition, level = level,
      starts = row.starts, ends = row.ends, eligible = eligible })
    return { ltc = id, eligible = eligible, again_from = row.again_from }
  end,
}
