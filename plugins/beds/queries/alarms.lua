-- What a manager must look at: above all a 特困 applicant who asked for
-- central support and has no bed (plan B4), with the reason; and residents
-- whose kind of bed no longer fits.
local columns = require "lib.columns"
local enums = require "data.enums"
local placing = require "lib.placing"
local proposal = require "lib.proposal"
local queue_of = require "lib.queue"
local unfit = require "lib.unfit"

local function texts(unmet, field, joint)
  local parts = {}
  for i, each in ipairs(unmet) do parts[i] = each[field] .. " ×" .. each.beds end
  return table.concat(parts, joint)
end

local function central_alarm(call, each, house)
  local beds, unmet = proposal.make(call, each, house, 1)
  local reason
  if beds[1] then
    reason = { zh = "特困人员申请集中供养，还没有安排床位。可以安排：" .. beds[1].bed_name .. "。",
      en = "A destitute person asked for central support and has no bed. Free and fitting: "
        .. beds[1].bed_name .. "." }
  else
    reason = { zh = "特困人员申请集中供养，没有合适的床位：" .. texts(unmet, "zh", "；"),
      en = "A destitute person asked for central support and no bed will do: "
        .. texts(unmet, "en", "; ") }
  end
  return { key = "tekun_waiting/" .. each.resident, kind = "tekun_waiting", tone = "alarm",
    resident = each.resident, resident_name = each.resident_name,
    application = each.application, since = each.applied, reasons = array { reason },
    actions = array {} }
end

local function unfit_alarm(call, person, reasons, house)
  local best = unfit.best(call, person, house)[1]
  reasons[#reasons + 1] = unfit.proposal(best)
  return { key = "kind_unfit/" .. person.resident, kind = "kind_unfit", tone = "late",
    resident = person.resident, resident_name = person.resident_name,
    since = person.care_assessed and time.at(person.care_assessed, "00:00") or person.starts,
    reasons = array(reasons), proposed = best and best.bed, proposed_name = best and best.bed_name,
    actions = best and array { "transfer" } or array {} }
end

-- What settles what is overdue.
local settles = {
  overstay = { "extend", "discharge" },
  not_arrived = { "admit", "cancel_reservation" },
  bed_taken = { "cancel_reservation" },
  not_back = { "return", "hospital" },
  trial_over = { "confirm_trial", "discharge" },
}

return {
  zh = "床位提醒", en = "Alarms", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "kind", type = "enum", values = enums.alarm, zh = "类别", en = "Kind" },
    "resident", "resident_name", "application",
    { name = "since", type = "instant", zh = "自", en = "Since" },
    { name = "reasons", type = "json", zh = "提醒", en = "What and why" },
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "proposed", type = "ref", to = "bed", zh = "建议床位", en = "Proposed bed" },
    { name = "proposed_name", type = "text", zh = "建议床位", en = "Proposed bed" },
    "tone", "actions"),
  run = function(call, home)
    local rows, house = array {}, nil
    for _, each in ipairs((queue_of(call, home))) do
      if each.group == "tekun" then
        house = house or placing.house(home)
        rows[#rows + 1] = central_alarm(call, each, house)
      end
    end
    for _, overdue in ipairs(home.query("overdue", {})) do
      overdue.actions = array(settles[overdue.kind])
      rows[#rows + 1] = overdue
    end
    for _, person in ipairs(home.query("lived", {})) do
      local found = unfit.find(call, person)
      if found then
        house = house or placing.house(home)
        rows[#rows + 1] = unfit_alarm(call, person, found, house)
      end
    end
    return rows
  end,
}
