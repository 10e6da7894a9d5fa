-- Puts a person to the rules of placement: refuses, or gives the rules that
-- are broken with a reason (invariant B7).
local enums = require "data.enums"
local permissions = require "permissions"
local placing = require "lib.placing"
local words = require "lib.words"

local admission = {}

-- Rules of the house that it added itself go by one word.
local function rule_of(con)
  local zh, en = words.of(enums.rule, con.code)
  if zh then return con.code, zh, en end
  return "house", words.of(enums.rule, "house")
end

local function may_override(call)
  for _, role in ipairs(permissions["beds.override"].roles) do
    for _, held in ipairs(call.person.roles) do
      if held == role then return true end
    end
  end
  return false
end

-- What somebody said about breaking the rule of `con`: the reason, or nil.
local function reason_for(wish, con)
  local rule = rule_of(con)
  for _, each in ipairs(wish.overrides or {}) do
    if each.rule == rule then return each.reason end
  end
  return wish.as_found
end

local function refuse_rule(con)
  local _, zh, en = rule_of(con)
  refuse("bed", con.code, con.zh .. "确需破例，由有破例权限的人选“" .. zh .. "”并写理由。",
    con.en .. " To do it all the same, somebody with the right to override names \"" .. en
      .. "\" and gives a reason.")
end

local function refuse_person()
  refuse("overrides", "permission", "破例要有“破例安排床位”的权限，请找管理者来办。",
    "To break a rule needs the right to: ask a manager to do it.")
end

function admission.person(call, home, resident, wish, from, to)
  local person = home.get("residents.resident", resident)
  person.resident, person.age = resident, date.age(person.born, call.today)
  person.purpose = wish.purpose or "long"
  return placing.time(call, person, from, to)
end

-- `wish`: what the caller says of breaking rules: `overrides`, a list of
-- { rule, reason }; `granted`, a set of codes that were overridden before for the
-- same stay; `as_found`, the reason of what is so already. `leaving`: residents
-- who go as this one comes, as a set. Gives what is broken anew:
-- { code, rule, reason, zh, en }.
function admission.check(call, home, person, bed_id, wish, leaving)
  local bed, room = placing.bed(home, bed_id)
  local others = {}
  for _, stay in ipairs(bed.stays) do
    if not (leaving and leaving[stay.resident]) then others[#others + 1] = stay end
  end
  bed.stays = others
  local verdict = placing.fit(call, person, bed, placing.company(person, room, leaving))
  local broken = array {}
  for _, con in ipairs(verdict.cons) do
    local granted = con.force == "rule" and wish.granted and wish.granted[con.code]
    local reason = con.force == "rule" and reason_for(wish, con)
    if con.force == "never" then
      refuse("bed", con.code, con.zh, con.en)
    elseif con.force == "rule" and not granted and not reason then
      refuse_rule(con)
    elseif con.force == "rule" and not granted then
      broken[#broken + 1] = { code = con.code, rule = rule_of(con), reason = reason, zh = con.zh,
        en = con.en }
    end
  end
  if #broken > 0 and not may_override(call) then refuse_person() end
  return broken
end

-- Keeps which rules were broken, why and by whom, a row for each.
function admission.record(call, home, stay, broken)
  for _, each in ipairs(broken) do
    home.insert("override", { stay = stay, rule = each.rule, rules = array { each.code },
      zh = each.zh, en = each.en, reason = each.reason, person = call.person.name,
      at = call.now })
  end
end

-- The rules that were broken for a stay, as a set of codes.
function admission.granted(home, stay)
  local set = {}
  for _, row in ipairs(home.find("override", { stay = stay })) do
    for _, code in ipairs(row.rules) do set[code] = true end
  end
  return set
end

return admission
