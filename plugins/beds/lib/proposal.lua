-- The best beds for one applicant, and why the others will not do.
local kept = require "lib.kept"
local placing = require "lib.placing"

local proposal = {}

local function row(bed, verdict)
  return {
    bed = bed.bed, bed_name = bed.bed_name, score = verdict.score,
    reasons_for = array(verdict.pros), reasons_against = array(verdict.cons),
  }
end

local function best_first(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.bed < b.bed
end

-- How many beds each reason rules out, most first.
local function tally(unfit)
  local counts, list = {}, array {}
  for _, each in ipairs(unfit) do
    for _, con in ipairs(each.verdict.cons) do
      if con.force ~= "wish" then
        local entry = counts[con.code]
        if not entry then
          entry = { code = con.code, zh = con.zh, en = con.en, beds = 0 }
          counts[con.code], list[#list + 1] = entry, entry
        end
        entry.beds = entry.beds + 1
      end
    end
  end
  table.sort(list, function(a, b)
    if a.beds ~= b.beds then return a.beds > b.beds end
    return a.code < b.code
  end)
  return list
end

local function first_few(list, most)
  local few = array {}
  for i = 1, math.min(most, #list) do few[i] = list[i] end
  return few
end

-- From when to when an applicant wants a bed.
function proposal.time(call, applicant)
  local from = time.at(applicant.wanted, "00:00")
  local to = applicant.until_day and time.at(applicant.until_day, "12:00") or nil
  return from > call.now and from or call.now, to
end

local function rules_of(verdict)
  local rules = array {}
  for _, con in ipairs(verdict.cons) do
    if con.force == "never" then return nil end
    if con.force == "rule" then
      rules[#rules + 1] = { code = con.code, zh = con.zh, en = con.en }
    end
  end
  return rules
end

local function fewest_rules(a, b)
  if #a.rules ~= #b.rules then return #a.rules < #b.rules end
  return best_first(a, b)
end

-- Free beds that break rules of placement only: who has the right to may
-- override those `rules`.
local function by_override(unfit)
  local list = {}
  for _, each in ipairs(unfit) do
    local rules = rules_of(each.verdict)
    if rules then
      local one = row(each.bed, each.verdict)
      one.rules = rules
      list[#list + 1] = one
    end
  end
  table.sort(list, fewest_rules)
  return list
end

-- Beds (at most `most`, best first); when there are none, why; how many fit;
-- and beds (as many) that would need an override.
function proposal.make(call, applicant, house, most)
  placing.time(call, applicant, proposal.time(call, applicant))
  kept.tell(call, applicant, house, house.keep, house.given)
  local fitting, unfit = {}, {}
  for _, bed in ipairs(house.beds) do
    local company = placing.company(applicant, house.rooms[bed.room_id])
    local verdict = placing.fit(call, applicant, bed, company)
    if verdict.possible then
      fitting[#fitting + 1] = row(bed, verdict)
    else
      unfit[#unfit + 1] = { bed = bed, verdict = verdict }
    end
  end
  table.sort(fitting, best_first)
  return first_few(fitting, most), #fitting == 0 and tally(unfit) or array {}, #fitting,
    first_few(by_override(unfit), most)
end

return proposal
