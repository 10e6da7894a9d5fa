-- For each applicant in legal order the best beds, with what speaks for and
-- against each; which would need an override, and of which rules; what no bed
-- can satisfy, and why. A bed proposed to somebody
-- before is named as such: `first_for`.
local columns = require "lib.columns"
local kept = require "lib.kept"
local placing = require "lib.placing"
local proposal = require "lib.proposal"
local queue_of = require "lib.queue"

-- Marks beds that an earlier applicant should have; gives the first free one.
local function settle(beds, taken, applicant, house)
  for _, bed in ipairs(beds) do bed.first_for = taken[bed.bed] end
  for _, bed in ipairs(beds) do
    if not taken[bed.bed] then
      taken[bed.bed] = applicant.resident_name
      local whose = house.keep and house.keep.group == applicant.group and "kept" or "others"
      house.given[whose] = house.given[whose] + 1
      return bed
    end
  end
end

local function texts(rules, field, joint)
  local parts = {}
  for i, each in ipairs(rules) do parts[i] = each[field] end
  return table.concat(parts, joint)
end

-- Without a bed that fits: what an override would open, shown under the row.
local function tell(reasons, best)
  if not best then return end
  reasons[#reasons + 1] = { code = "by_override",
    zh = "没有合适的床位；破例才能住 " .. best.bed_name .. "：" .. texts(best.rules, "zh", ""),
    en = "No bed fits; " .. best.bed_name .. " would need an override: "
      .. texts(best.rules, "en", " ") }
end

return {
  zh = "床位建议", en = "Proposals", permission = "beds.read",
  input = {
    columns.application,
    { name = "most", type = "integer", min = 1, max = 20, default = 3, zh = "每人最多几张床",
      en = "Beds a person" },
  },
  columns = columns.of(
    { name = "place", type = "integer", zh = "名次", en = "Place" },
    "application", "resident", "resident_name",
    { name = "rank", type = "integer", zh = "位次", en = "Rank" },
    { name = "group", type = "text", zh = "类别", en = "Group" },
    { name = "reasons", type = "json", zh = "位次理由", en = "Reasons of the place" },
    { name = "fitting", type = "integer", zh = "合适的床位数", en = "Beds that fit" },
    { name = "proposed", type = "ref", to = "bed", zh = "建议床位", en = "Proposed bed" },
    { name = "proposed_name", type = "text", zh = "建议床位", en = "Proposed bed" },
    { name = "beds", type = "json", zh = "床位", en = "Beds" },
    { name = "by_override", type = "json", zh = "要破例的床位",
      en = "Beds that would need an override" },
    { name = "unmet", type = "json", zh = "没有床位的原因", en = "Why no bed will do" },
    "tone"),
  run = function(call, home)
    local wish, taken, rows = call.input.application, {}, array {}
    if wish and not home.get("application", wish) then
      refuse("application", "unknown", "没有 " .. wish .. " 号申请，请核对。",
        "There is no application " .. wish .. "; please check.")
      stop()
    end
    local house = placing.house(home)
    house.keep, house.given = kept.of(call, home), { kept = 0, others = 0 }
    for i, each in ipairs(queue_of(call, home)) do
      local beds, unmet, fitting, against = proposal.make(call, each, house, call.input.most or 3)
      local proposed = settle(beds, taken, each, house)
      if not wish or wish == each.application then
        if fitting == 0 then tell(each.reasons, against[1]) end
        rows[#rows + 1] = {
          place = i, application = each.application, resident = each.resident, resident_name
          = each.resident_name,
          rank = each.rank, group = each.group, reasons = each.reasons, fitting = fitting,
          proposed = proposed and proposed.bed,
          proposed_name = proposed and proposed.bed_name, beds = beds, unmet = unmet,
          by_override = against,
          tone = fitting == 0 and "alarm" or "plain",
        }
      end
    end
    return rows
  end,
}
