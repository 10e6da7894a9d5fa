-- As-needed medicines: when each was last given, from when it may be given
-- again, how many are left within 24 hours, what the last one did.
local amounts = require "lib.amounts"
local columns = require "lib.columns"
local enums = require "data.enums"

local day = 24 * 3600 * 1000

-- From when one dose more fits: the oldest ones leave the 24 hours one by one. nil
-- when it fits now. `doses`: those within 24 hours, oldest first.
local function free_from(row, doses)
  local count, sum, from = #doses, row.amount_today, nil
  for _, dose in ipairs(doses) do
    local many = row.max_doses and count >= row.max_doses
    local much = row.max_amount
      and decimal.cmp(decimal.add(sum, row.amount), row.max_amount) > 0
    if not many and not much then break end
    count, sum, from = count - 1, decimal.sub(sum, dose.amount), dose.at + day
  end
  return from
end

-- Those within 24 hours in the order's unit: an earlier version may have had another.
local function of_today(call, home, row, doses)
  local found, sum, drug = array {}, "0", nil
  for _, dose in ipairs(doses) do
    if dose.at > call.now - day then
      if dose.unit ~= row.dose_unit then
        drug = drug or home.get("drug", row.drug)
        dose.amount = amounts.turned(call.data.units[1].units, drug, dose, row.dose_unit)
          or row.amount
      end
      found[#found + 1], sum = dose, decimal.add(sum, dose.amount)
    end
  end
  row.given_today, row.amount_today = #found, sum
  return found
end

-- Doses within 24 hours decide; the effect is that of the last one.
local function judge(call, home, row, doses)
  local newest = doses[#doses]
  local full = free_from(row, of_today(call, home, row, doses))
  if row.until_ then row.left_today = 1 end
  if row.max_doses then row.left_today = math.max(0, row.max_doses - row.given_today) end
  row.last_given = row.last_at
  row.last_effect = newest and newest.effect
  local next_from = row.last_given and row.min_interval
    and row.last_given + row.min_interval * 60000
  if full then next_from = math.max(next_from or 0, full) end
  row.next_from = next_from
  row.state = row.held and "held" or (next_from or 0) > call.now and (full and "full" or "wait")
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
    { name = "given_today", type = "integer", zh = "24 小时内", en = "In 24 hours" },
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
      row = judge(call, home, row, doses[course] or {})
      for _, name in ipairs { "course", "min_interval", "max_doses", "max_amount", "held",
        "unit", "drug", "last_at", "allergies", "conditions",
        "until_" } do
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
