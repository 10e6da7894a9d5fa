-- Makes an assessment of what was entered: checked, scored, signed, told.
local care = require "lib.care"
local dues = require "lib.dues"
local notices = require "lib.notices"
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
end

local function check_superseded(home, entry)
  local old = entry.supersedes and home.get("assessment", entry.supersedes)
  if not old then return nil end
  if old.resident ~= entry.resident or old.standard ~= entry.standard then
    refuse("supersedes", "other", "要替代的评估是另一位老人或另一个量表的。",
      "The assessment to supersede is of another resident or scale.")
  elseif standing.superseded(home, old.id) then
    refuse("supersedes", "superseded", "那次评估已经被替代过。请替代最新的一次。",
      "That assessment was superseded already. Supersede the newest one.")
  end
  if not entry.why then
    refuse("why", "required", "请写明为何替代原来的评估（至少 4 个字）。",
      "Say why the earlier assessment is superseded.")
  end
  return old
end

-- The same day twice is a correction, and says so.
local function check_same_day(home, entry)
  if entry.supersedes then return end
  for _, each in ipairs(home.find("assessment", { resident = entry.resident,
    standard = entry.standard, base_date = entry.base_date })) do
    if not standing.superseded(home, each.id) then
      refuse("base_date", "same_day", "这一天已经有一次评估（" .. each.id
        .. "）。要更正，请填“替代哪一次评估”和原因。",
        "There is an assessment (" .. each.id
          .. ") of this day. To correct it, say that it is superseded, and why.")
    end
  end
end

-- Events of the window on the home's own record, by kind.
local function counted_events(call, home, entry, changes)
  local first = date.add(entry.base_date, -changes.events.days)
  if not call.settings.window_inclusive then first = date.add(first, 1) end
  local counts = {}
  for _, row in ipairs(home.query("event_counts", { resident = entry.resident, from = first,
    to = entry.base_date })) do
    counts[row.kind] = row.count
  end
  return counts
end

local function warn_difference(call, verdict, entry, counted, days)
  local options, faults = scoring.options(call, entry.base_date), {}
  local _, typed = call.rules.events(entry.risk_events, call.data.events, days, options, faults)
  local zh, en = {}, {}
  for _, kind in ipairs(call.data.events) do
    local has, said = counted[kind.value] or 0, typed[kind.value] or 0
    if math.min(has, 3) ~= math.min(said, 3) then -- the form tells 3 or more
      zh[#zh + 1] = kind.zh .. " 填 " .. said .. " 次、记录 " .. has .. " 次"
      en[#en + 1] = kind.en .. ": typed " .. said .. ", on record " .. has
    end
  end
  if #zh == 0 then return end
  table.insert(verdict.warnings, { code = "events_differ",
    zh = "填写的风险事件与本院记录不同：" .. table.concat(zh, "；") .. "。请核对。",
    en = "The events typed differ from the home's record: " .. table.concat(en, "; ")
      .. ". Check them." })
end

-- Scores with the events that were typed, or else with those on record.
local function score(call, home, entry, ready)
  local changes = ready.scale.changes
  local counted = changes and counted_events(call, home, entry, changes)
  local typed = entry.risk_events
  if counted and typed == nil and next(counted) then entry.risk_events = counted end
  local form = scoring.form(entry)
  local verdict, faults = scoring.verdict(call, form, entry.standard, ready.scale.edition,
    entry.base_date)
  if not verdict then
    scoring.refuse(faults)
  elseif counted and typed ~= nil then
    warn_difference(call, verdict, entry, counted, changes.events.days)
  end
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
  dues.settle(home, call.now, entry.resident, entry.standard, id)
  local at, cause = dues.next(call, scale, made.verdict, entry.base_date)
  local state = made.resident.state
  if at and (state == "registered" or state == "living") then
    dues.open(home, call.now, { resident = entry.resident, standard = entry.standard, at = at,
      cause = cause })
  end
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
  local old = check_superseded(home, entry)
  check_same_day(home, entry)
  local list = signers.gather(call, home, draft, entry.assessors)
  signers.check(list, ready.scale, call.settings.must_sign)
  if call.settings.provider_required and not (entry.provider and entry.relation) then
    refuse(entry.provider and "relation" or "provider", "required", "请填信息提供者和关系。",
      "Give the information provider and the relation.")
  end
  made.verdict, made.form, made.counted = score(call, home, entry, ready)
  if refused() then stop() end

  local before = standing.of(home, entry.resident, entry.standard)
  made.previous = old or before
  local current = not before or before.id == entry.supersedes
    or before.base_date <= entry.base_date
  local id = write(call, home, entry, made)
  signers.keep(home, list, id)
  if entry.provider and entry.provider_signed then
    home.insert("signature", { assessment = id, role = "provider", name = entry.provider,
      at = entry.provider_signed, how = "paper" })
  end
  if draft then home.update("draft", draft.id, { state = "completed", assessment = id }) end
  if current then follow(call, home, id, entry, made) end
  tell(home, id, entry, made, current)
  local verdict = made.verdict
  return { assessment = id, standard = verdict.standard, edition = verdict.edition,
    total = verdict.total, preliminary = verdict.preliminary, final = verdict.level,
    level = verdict.level, level_zh = verdict.level_zh, level_en = verdict.level_en,
    reasons = verdict.reasons, warnings = verdict.warnings,
    previous = made.previous and made.previous.level }
end
