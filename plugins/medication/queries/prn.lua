-- As-needed medicines: when each was last given, from when it may be given
-- again, how many are left within 24 hours, what the last one did.
local columns = require "lib.columns"
local enums = require "data.enums"

local day = 24 * 3600 * 1000

-- Doses within 24 hours decide; the effect is that of the last one.
local function judge(call, row, doses)
  local now, sum, newest = call.now, "0", nil
  row.given_today, row.amount_today = 0, nil
  local free
  for _, dose in ipairs(doses) do
    if not newest or dose.at > newest.at then newest = dose end
    if dose.at > now - day then
      row.given_today, sum = row.given_today + 1, decimal.add(sum, dose.amount)
      if not free or dose.at + day < free then free = dose.at + day end
    end
  end
  row.amount_today = sum
  local next_from = newest and row.min_interval and newest.at + row.min_interval * 60000
  local full = row.max_doses and row.given_today >= row.max_doses
    or row.max_amount and decimal.cmp(decimal.add(sum, row.amount), row.max_amount) > 0
  if row.max_doses then row.left_today = math.max(0, row.max_doses - row.given_today) end
  if full and free then next_from = math.max(next_from or 0, free) end
  row.last_given = newest and newest.at
  row.last_effect = newest and newest.effect
  row.next_from = next_from
  row.state = row.held and "held" or (next_from or 0) > now and (full and "full" or "wait")
    or "ready"
  row.tone = row.state == "ready" and "free" or row.state == "held" and "blocked" or "late"
  row.actions = row.state ~= "held" and array { "give_prn" } or array {}
  return row
end

return {
  zh = "必要时用药", en = "As-needed medicines", permission = "medication.read",
  input = {
    { name = "resident", type = "ref", to = "residents.resident", zh = "老人", en = "Resident" },
  },
  columns = columns.of("order", "resident", "resident_name", "bed_name", "drug_name",
    "drug_name_en",
    "about", "about_en", "dose_text", "dose_text_en", "amount", "route", "indication",
    "instruction",
    { name = "last_given", type = "instant", zh = "上次", en = "Last given" },
    { name = "next_from", type = "instant", zh = "最早下次", en = "Next from" },
    { name = "given_today", type = "integer", zh = "24 小时内次数", en = "In 24 hours" },
    { name = "amount_today", type = "decimal", scale = 6, zh = "24 小时内量",
      en = "Amount in 24 hours" },
    { name = "left_today", type = "integer", zh = "还可几次", en = "Left" },
    { name = "last_effect", type = "enum", values = enums.effect, zh = "上次效果",
      en = "Last effect" },
    { name = "state", type = "enum", zh = "状态", en = "State", values = {
      { value = "ready", zh = "可给", en = "May be given" },
      { value = "wait", zh = "间隔未到", en = "Too soon" },
      { value = "full", zh = "已到上限", en = "Maximum reached" },
      { value = "held", zh = "暂停", en = "Held" } } },
    "tone", "actions"),
  run = function(call, home)
    local rows = home.query("prn_orders", { resident = call.input.resident })
    local doses = {}
    for _, dose in ipairs(home.query("prn_doses", { from = call.now - 3 * day })) do
      doses[dose.course] = doses[dose.course] or array {}
      table.insert(doses[dose.course], dose)
    end
    for i, row in ipairs(rows) do
      local course = row.course
      row = judge(call, row, doses[course] or {})
      for _, name in ipairs { "course", "min_interval", "max_doses", "max_amount", "held",
        "unit" } do
        row[name] = nil
      end
      row.about = row.resident_name .. " " .. row.drug_name .. "，" .. row.dose_text
      row.about_en = row.resident_name .. " " .. (row.drug_name_en or row.drug_name) .. ", " ..
        (row.dose_text_en or row.dose_text)
      rows[i] = row
    end
    return rows
  end,
}
