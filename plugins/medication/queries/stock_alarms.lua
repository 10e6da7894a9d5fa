-- What somebody has to see to: expired and nearly expired batches, medicines
-- that run out, discrepancies nobody has explained.
local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"
local words = require "lib.words"

local kinds = {
  { value = "left", zh = "老人已不在院", en = "Resident has left" },
  { value = "expired", zh = "已过期", en = "Expired" },
  { value = "expiring", zh = "近效期", en = "Expires soon" },
  { value = "low", zh = "存药不足", en = "Runs out" },
  { value = "discrepancy", zh = "差异待说明", en = "Discrepancy" },
}

local function add(rows, kind, row, tone, zh, en)
  rows[#rows + 1] = { key = kind .. "/" .. (row.discrepancy or row.batch or
    row.resident .. "." .. row.drug), kind = kind, resident = row.resident,
    resident_name = row.resident_name, bed_name = row.bed_name, drug = row.drug,
    drug_name = row.drug_name, lot = row.lot, expiry = row.expiry, on_hand = row.on_hand,
    unit = row.unit, days = row.days, tone = tone, reasons = array { { zh = zh, en = en } } }
end

local function expiries(call, home, rows)
  local first, last = call.settings.expiry_days, call.settings.expiry_last_days
  for _, row in ipairs(home.query("stock", { resident = call.input.resident })) do
    if row.gone then
      add(rows, "left", row, "alarm", "老人已离院，药还在：请退还家属或销毁。",
        "The resident has left, the medicine has not: return or destroy it.")
    elseif row.days_left < 0 then
      add(rows, "expired", row, "alarm", "已过有效期（" .. row.expiry .. "），不能再给。请销毁或退还。",
        "Expired on " .. row.expiry .. ": not to be given. Destroy or return it.")
    elseif row.days_left <= math.max(first, last) then
      add(rows, "expiring", row, row.days_left <= last and "alarm" or "late",
        "还有 " .. row.days_left .. " 天到有效期。", row.days_left .. " days to its expiry.")
    end
  end
end

-- Orders of one drug of one resident stand together.
local function grouped(call, home)
  local groups, last = {}, nil
  for _, row in ipairs(home.query("kept", { resident = call.input.resident })) do
    local key = row.resident .. "." .. row.drug
    if not last or last.key ~= key then
      last = { key = key, row = row, plans = {} }
      groups[#groups + 1] = last
    end
    last.plans[#last.plans + 1] = { plan = row.plan,
      quantity = call.rules.amount(call.data.units[1].units, row, row.amount, row.dose_unit) }
  end
  return groups
end

local function supplies(call, home, rows)
  for _, group in ipairs(grouped(call, home)) do
    local row = group.row
    local zh, en = words.of(enums.unit, row.unit)
    local daily, days = call.rules.supply(row.on_hand, group.plans)
    if decimal.cmp(row.on_hand, "0") == 0 then
      row.days = 0
      add(rows, "low", row, "alarm", "账上没有可用的药了。", "None left that may be used.")
    elseif daily and days < call.settings.supply_days then
      row.days = days
      add(rows, "low", row, days < 2 and "alarm" or "late",
        "每天用 " .. daily .. " " .. zh .. "，只够 " .. days .. " 天。", daily .. " " .. en
          .. " a day: enough for " .. days .. " days.")
    end
  end
end

return {
  zh = "药品提醒", en = "Alarms about the stock", permission = "medication.read",
  input = fields.of("who"),
  columns = fields.of("key", { name = "kind", type = "enum", values = kinds, zh = "类别",
    en = "Kind" }, "resident", "resident_name", "bed_name", "drug", "drug_name", "lot", "expiry",
    "on_hand", "unit", "days", "tone", "reasons"),
  run = function(call, home)
    local rows = array {}
    expiries(call, home, rows)
    supplies(call, home, rows)
    for _, row in ipairs(home.query("discrepancies", {})) do
      if not call.input.resident or row.resident == call.input.resident then
        local zh, en = words.of(enums.unit, row.unit)
        add(rows, "discrepancy", row, row.tone, "账面 " .. row.expected .. " " .. zh .. "，实物 "
          .. row.found .. " " .. zh .. "，请说明原因。", "On record " .. row.expected .. " " .. en
          .. ", found " .. row.found .. ": explain it.")
      end
    end
    return rows
  end,
}
