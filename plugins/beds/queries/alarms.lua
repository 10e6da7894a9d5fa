-- What a manager must look at: above all a 特困 applicant who asked for
-- central support and has no bed (plan B4), with the reason.
local columns = require "lib.columns"
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
  local alarm = { kind = "tekun_waiting", tone = "alarm", resident = each.resident,
    name = each.name, application = each.application, since = each.applied }
  if beds[1] then
    alarm.zh = "特困人员申请集中供养，还没有安排床位。可以安排：" .. beds[1].label .. "。"
    alarm.en = "A destitute person asked for central support and has no bed. Free and fitting: "
      .. beds[1].label .. "."
  else
    alarm.zh = "特困人员申请集中供养，没有合适的床位：" .. texts(unmet, "zh", "；")
    alarm.en = "A destitute person asked for central support and no bed will do: "
      .. texts(unmet, "en", "; ")
  end
  return alarm
end

return {
  zh = "床位提醒", en = "Alarms", permission = "beds.read",
  input = {},
  columns = columns.of(
    { name = "kind", type = "text", zh = "类别", en = "Kind" },
    "resident", "name", "application",
    { name = "since", type = "instant", zh = "自", en = "Since" },
    { name = "zh", type = "text", max = 2000, zh = "提醒", en = "Chinese text" },
    { name = "en", type = "text", max = 2000, zh = "英文", en = "English text" },
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
