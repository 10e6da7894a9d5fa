-- What a manager must look at: above all a 特困 applicant who asked for
-- central support and has no bed (plan B4), with the reason.
local columns = require "lib.columns"
local enums = require "data.enums"
local placing = require "lib.placing"
local proposal = require "lib.proposal"
local queue_of = require "lib.queue"

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
    application = each.application, since = each.applied, reasons = array { reason } }
end

return {
  zh = "床位提醒", en = "Alarms", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "kind", type = "enum", values = enums.alarm, zh = "类别", en = "Kind" },
    "resident", "resident_name", "application",
    { name = "since", type = "instant", zh = "自", en = "Since" },
    { name = "reasons", type = "json", zh = "提醒", en = "What and why" },
    { name = "key", type = "text", zh = "编号", en = "Key" },
    "tone"),
  run = function(call, home)
    local rows, house = array {}, nil
    for _, each in ipairs((queue_of(call, home))) do
      if each.group == "tekun" then
        house = house or placing.house(home)
        rows[#rows + 1] = central_alarm(call, each, house)
      end
    end
    for _, overdue in ipairs(home.query("overdue", {})) do
      rows[#rows + 1] = overdue
    end
    return rows
  end,
}
