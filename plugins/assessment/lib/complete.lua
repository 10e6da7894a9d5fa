-- Makes an assessment of what was entered: checked, scored, signed, told.
local care = require "lib.care"
local counting = require "lib.counting"
local dues = require "lib.dues"
local here = require "lib.here"
local notices = require "lib.notices"
local replacing = require "lib.replacing"
local scales = require "lib.scales"
local scoring = require "lib.scoring"
local signers = require "lib.signers"
local standing = require "lib.standing"

local function check_dates(call, resident, entry)
  if entry.base_date > call.today then
    refuse("base_date", "future", "评估基准日期还没有到。", "The base date has not come yet.")
  elseif entry.base_date < resident.born then
    refuse("base_date", "order", "评估基准日期早于出生日期。", "The base date is before the birth.")
  end
  if entry.provider_signed and entry.provider_signed > call.now then
    refuse("provider_signed", "future", "签名时间还没有到。", "That time has not come yet.")
  end
end

local function score(call, home, entry)
  local verdict, faults, form, counted = counting.score(call, home, entry)
  if not verdict then scoring.refuse(faults) end
  return verdict, form, counted
end

local function write(call, home, entry, made)
  local verdict, options = made.verdict, scoring.options(call, entry.base_date)
  return home.insert("assessment", {
    resident = entry.resident, standard = verdict.standard, edition = verdict.edition,
    level = verdict.level, preliminary = verdict.preliminary, total = verdict.total,
    previous = made.previous and made.previous.level, base_date = entry.base_date,
    reason = entry.reason or (made.previous and "routine" or "first"), form = made.form,
    counted = made.counted, result = verdict, options = options, provider = entry.provider,
    relation = entry.relation, contact = entry.contact, place = entry.place, note = entry.note,
    completed = call.now, completed_by = call.person.name, supersedes = entry.supersedes,
    why = entry.why,
  })
end

-- Care and dues follow the assessment that stands now, not an old one.
local function follow(call, home, id, entry, made)
  local scale, level = made.ready.scale, made.verdict.level
  made.asked = dues.settle(home, call.now, { id = id, resident = entry.resident,
    standard = entry.standard, base_date = entry.base_date })
  if not here.of(home, entry.resident) then return end
  dues.follow(call, home, scale, made.verdict, entry)
  if made.verdict.risks then
    care.prevent(call, home, entry.resident, made.verdict.risks)
    notices.open(call, home, entry.resident, id)
  end
  if scale.key ~= "gbt42195" then return end
  local plan = care.of(home, entry.resident)
  if call.settings.auto_plan and (not plan or not plan.level) then
    care.renew(call, home, home.get("assessment", id))
  elseif plan and plan.level ~= level then
    care.ask_review(call, home, plan, level)
  end
end

-- A corrected base date may leave an earlier assessment standing: it is followed.
local function follow_standing(call, home, stands)
  local row = home.get("assessment", stands)
  follow(call, home, row.id, row, { verdict = row.result,
    ready = scales.exactly(row.standard, row.edition) })
end

local function warn_asked(due, warnings)
  table.insert(warnings, { code = "before_change",
    zh = "评估基准日期早于 " .. due.since .. "（那天起要求重新评估），待评仍在，请再评估。",
    en = "The base date is before " .. due.since
      .. ", from which a new assessment is asked for: it is still due." })
end

local function dementia(form)
  for _, code in ipairs(form.diagnoses or {}) do
    local head = code:upper():sub(1, 3)
    if head >= "F00" and head <= "F03" then return true end
  end
  return false
end

local function tell(home, id, entry, made, current)
  local verdict, previous = made.verdict, made.previous
  local payload = { assessment = id, resident = entry.resident, standard = verdict.standard,
    edition = verdict.edition, level = verdict.level, level_zh = verdict.level_zh,
    level_en = verdict.level_en, base_date = entry.base_date,
    current = current, previous = previous and previous.level,
    previous_edition = previous and previous.edition, supersedes = entry.supersedes,
    risks = verdict.risks }
  if made.ready.scale.changes then payload.dementia = dementia(made.form) end
  home.publish("completed", "resident:" .. entry.resident, payload)
end

-- `entry`: resident, standard, edition, base_date, reason, the form, provider,
-- relation, contact, provider_signed, place, note, supersedes, why, assessors.
-- `draft`: the draft's row, or nil. Gives the answer of assessment.complete.
return function(call, home, entry, draft)
  local ready, fault = scales.find(entry.standard, entry.edition, entry.base_date)
  if not ready then
    scoring.refuse { fault }
    stop()
  end
  local made = { ready = ready, resident = home.get("residents.resident", entry.resident) }
  check_dates(call, made.resident, entry)
  here.check_day(home, entry.resident, entry.base_date, "base_date")
  local old = replacing.check(home, entry)
  local list = signers.gather(call, home, draft, entry.assessors)
  signers.check(list, ready.scale, call.settings.must_sign)
  if call.settings.provider_required and not (entry.provider and entry.relation) then
    refuse(entry.provider and "relation" or "provider", "required", "请填信息提供者和关系。",
      "Give the information provider and the relation.")
  end
  made.verdict, made.form, made.counted = score(call, home, entry)
  if refused() then stop() end

  local before = standing.of(home, entry.resident, entry.standard)
  made.previous = old or before
  local id = write(call, home, entry, made)
  local stands = standing.of(home, entry.resident, entry.standard).id
  local current = stands == id
  signers.keep(home, list, id)
  if entry.provider and entry.provider_signed then
    home.insert("signature", { assessment = id, role = "provider", name = entry.provider,
      at = entry.provider_signed, how = "paper" })
  end
  if draft then home.update("draft", draft.id, { state = "completed", assessment = id }) end
  if current then
    follow(call, home, id, entry, made)
  elseif not before or stands ~= before.id then
    follow_standing(call, home, stands)
  end
  tell(home, id, entry, made, current)
  local verdict = made.verdict
  if made.asked then warn_asked(made.asked, verdict.warnings) end
  return { assessment = id, standard = verdict.standard, edition = verdict.edition,
    total = verdict.total, preliminary = verdict.preliminary, final = verdict.level,
    level = verdict.level, level_zh = verdict.level_zh, level_en = verdict.level_en,
    reasons = verdict.reasons, warnings = verdict.warnings,
    previous = made.previous and made.previous.level }
end
