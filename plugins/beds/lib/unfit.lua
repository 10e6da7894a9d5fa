-- Residents whose kind of bed no longer fits, as after an assessment; and
-- which bed would.
local edition_on = require "lib.edition"
local new_verdict = require "rules.verdict"
local proposal = require "lib.proposal"

local unfit = {}

-- `person`: a row of queries.lived. The reasons of the rule of kinds that
-- speak against their bed, nil when it fits or the rule was broken knowingly.
function unfit.find(call, person)
  local verdict = new_verdict()
  call.rules.kind(person, { kind = person.kind }, edition_on(call.data.placement, call.today),
    verdict)
  local reasons = {}
  for _, con in ipairs(verdict.cons) do
    local allowed = (person.overridden or ""):find('"' .. con.code .. '"', 1, true)
    if con.force == "rule" and not allowed then
      reasons[#reasons + 1] = { code = con.code, zh = con.zh, en = con.en }
    end
  end
  return reasons[1] and reasons
end

-- Beds that would fit, best first. `house`: as placing.house gives it.
function unfit.best(call, person, house)
  local wish = copy(person)
  wish.kind, wish.wanted = nil, call.today
  return (proposal.make(call, wish, house, 3))
end

function unfit.proposal(best)
  if not best then
    return { code = "no_bed", zh = "现在没有合适的空床。", en = "No bed that fits is free now." }
  end
  return { code = "proposed", zh = "建议换到 " .. best.bed_name .. "。",
    en = "Proposed: transfer to " .. best.bed_name .. "." }
end

return unfit
