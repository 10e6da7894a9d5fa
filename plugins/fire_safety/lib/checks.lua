-- Checks by a form: every item answered; "normal" only when all are fine;
-- each wrong item becomes a hazard.
local hazards = require "lib.hazards"
local when = require "lib.when"

local checks = {}

local function by_key(form)
  local items = {}
  for _, item in ipairs(form) do items[item.key] = item end
  return items
end

local function check_answer(items, seen, answer, i)
  local field = "answers[" .. i - 1 .. "]"
  if not items[answer.item] then
    refuse(field, "unknown_item", "表上没有这一项：" .. answer.item .. "。",
      "The form has no such item: " .. answer.item .. ".")
  elseif seen[answer.item] then
    refuse(field, "twice", "这一项填了两次：" .. items[answer.item].zh .. "。",
      "This item is answered twice: " .. items[answer.item].en .. ".")
  elseif answer.answer == "bad" and not answer.note then
    refuse(field, "note", "请写明哪里有问题：" .. items[answer.item].zh .. "。",
      "Say what is wrong: " .. items[answer.item].en .. ".")
  end
end

-- The wrong items of the answers; refuses what is missing or unknown.
function checks.wrong(form, answers)
  local items, seen, wrong = by_key(form), {}, {}
  for i, answer in ipairs(answers) do
    check_answer(items, seen, answer, i)
    seen[answer.item] = true
    if answer.answer == "bad" and items[answer.item] then
      wrong[#wrong + 1] = { item = items[answer.item], note = answer.note or "" }
    end
  end
  for _, item in ipairs(form) do
    if not seen[item.key] then
      refuse("answers", "missing", "还没有填：" .. item.zh .. "。", "Not answered: " .. item.en .. ".")
    end
  end
  return wrong
end

-- Refuses an outcome that its answers do not bear out.
function checks.outcome(outcome, fine, wrong)
  if outcome == fine and #wrong > 0 then
    refuse("outcome", "not_normal", "有问题的项目，不能记为正常：" .. wrong[1].item.zh .. "。",
      "Something is wrong, so this is not normal: " .. wrong[1].item.en .. ".")
  elseif outcome == "problem" and #wrong == 0 then
    refuse("outcome", "no_problem", "没有一项填“有问题”。", "No item is marked as wrong.")
  end
end

-- What an entry that is corrected had found already: its hazards stay.
local function known_before(call, home)
  local known, ids = {}, array {}
  if not call.input.supersedes then return known, ids end
  local facts = home.query("facts_of", { outcome = call.input.supersedes })[1].facts or {}
  for _, answer in ipairs(facts.items or {}) do
    if answer.answer == "bad" then known[answer.item] = true end
  end
  return known, facts.hazards or ids
end

-- A hazard for each wrong item. `where`: place and so on.
function checks.report(call, home, wrong, where, at)
  local known, ids = known_before(call, home)
  for _, each in ipairs(wrong) do
    if not known[each.item.key] then
      local found = copy(where)
      found.kind, found.at = each.item.group, at
      found.what = each.item.zh .. "：" .. each.note
      ids[#ids + 1] = hazards.open(call, home, found)
    end
  end
  return ids
end

-- The facts that are kept with the outcome.
function checks.facts(call, hazard_ids)
  return { items = call.input.answers or array {}, hazards = hazard_ids,
    claimed = call.input.at ~= nil }
end

-- A handler for a check by one form of the home. `source`: of its hazards.
function checks.handler(form_of, fine, source, extra)
  return function(call, home)
    local at = when.claimed(call)
    if call.input.outcome == "not_done" then return { facts = {} } end
    if extra then extra(call, home, at) end
    local wrong = checks.wrong(form_of(call), call.input.answers or {})
    checks.outcome(call.input.outcome, fine, wrong)
    if refused() then stop() end
    local where = { source = source, place = call.input.place or source }
    return { facts = checks.facts(call, checks.report(call, home, wrong, where, at)) }
  end
end

return checks
