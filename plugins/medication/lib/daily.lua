-- The daily maximum of each ingredient over all medicines of a resident
-- (invariant M9): what is planned when an order is written, what was taken by
-- the times that people claim when a dose is given. A dose whose content can't
-- be told is named as not counted, never passed over.
local amounts = require "lib.amounts"
local fullest = require "lib.fullest"
local index = require "lib.index"
local lookup = require "lib.lookup"
local naming = require "lib.naming"

local daily = {}

local day = 24 * 3600 * 1000

-- The ingredients of a drug: { [code] = { zh, en, amount?, unit? } }, the content
-- of one unit of stock where it is known.
local function ingredients(drug)
  local inside, found, count = naming.contents(index, drug), {}, 0
  for id, substance in pairs(inside.substances) do
    found["ingredient:" .. id], count = { zh = substance.zh, en = id }, count + 1
  end
  for text, shown in pairs(inside.texts) do
    found["ingredient:" .. text], count = { zh = shown, en = shown }, count + 1
  end
  for _, each in ipairs(amounts.read(drug.contents or "") or {}) do
    local known = found[naming.code(index, each.name)]
    if known then known.amount, known.unit = each.amount, each.unit end
  end
  for _, each in pairs(found) do
    each.alone = count == 1
    if each.alone and not each.amount then
      each.amount, each.unit = drug.strength, drug.strength_unit
    end
  end
  return found
end

-- What the home's list says of a drug: { [code] = limit }. A maximum without an
-- ingredient's name is that of the one ingredient.
local function own_limits(drug, inside)
  local limits = {}
  for _, each in ipairs(amounts.read(drug.daily_max or "") or {}) do
    local code = each.name ~= "" and naming.code(index, each.name) or nil
    for known, ingredient in pairs(inside) do
      if known == code or (not code and ingredient.alone) then
        limits[known] = { amount = each.amount, unit = each.unit, source = drug.source,
          edition = drug.edition }
      end
    end
  end
  return limits
end

local function shipped_limit(call, code)
  local list = call.data.daily_max[1]
  for _, each in ipairs(list.maxima) do
    if "ingredient:" .. each.substance == code then
      return { amount = each.amount, unit = each.unit, source = list.source,
        edition = list.edition }
    end
  end
end

local function lower(units, a, b)
  if not a then return b end
  local mine, theirs = amounts.base(units, a.amount, a.unit), amounts.base(units, b.amount, b.unit)
  return decimal.cmp(theirs, mine) < 0 and b or a
end

-- The limit of each ingredient of `drug`: the lowest that the home's list states
-- for any of the drugs taken, else what comes along.
local function limits_of(call, inside, drugs)
  local units, limits = call.data.units[1].units, {}
  for _, other in ipairs(drugs) do
    for code, limit in pairs(own_limits(other, ingredients(other))) do
      if inside[code] then limits[code] = lower(units, limits[code], limit) end
    end
  end
  for code in pairs(inside) do limits[code] = limits[code] or shipped_limit(call, code) end
  return limits
end

-- How much of the ingredient a dose holds, in the smallest unit of the limit's
-- kind; nil when that can't be told.
local function content(call, drug, ingredient, dose, limit)
  local units = call.data.units[1].units
  local base, kind = amounts.base(units, dose.amount, dose.unit)
  local _, wanted = amounts.base(units, limit.amount, limit.unit)
  if ingredient.alone and kind == wanted then return base end
  if not ingredient.amount or (kind ~= "count" and kind ~= "volume") then return nil end
  local per, per_kind = amounts.base(units, ingredient.amount, ingredient.unit)
  if per_kind ~= wanted then return nil end
  local quantity = call.rules.amount(units, drug, dose.amount, dose.unit)
  if not quantity then return nil end
  local fits, total = pcall(decimal.mul, quantity, per)
  return fits and total or nil
end

-- --- orders --------------------------------------------------------------------

-- The most doses in 24 hours of a plan, nil when that can't be said; and the days
-- that were looked through, of a rule that may have fuller ones beyond.
function daily.planned(home, order, now)
  local plan = order.plan
  if order.as_needed and not plan.once and order.max_doses then return order.max_doses end
  if plan.kind == "clock" then return #plan.times end
  if plan.kind == "elapsed" then return (day + plan.ms - 1) // plan.ms end
  if plan.kind == "once" or plan.once then return 1 end
  if plan.kind == "needed" then return order.max_doses end
  return fullest.of_rule(home, plan.rule, order.anchor, now)
end

-- The same of a medicine of elsewhere that is taken from `starts` on (nil: nobody knows),
-- where it can be said exactly.
function daily.exactly(call, home, plan, starts)
  local count, within = daily.planned(home, { plan = plan, anchor = starts or call.now },
    call.now)
  return not within and count or nil
end

-- `each`: { order, drug, count }.
local function of_order(call, each, ingredient, limit)
  local order = each.order
  if order.as_needed and not order.plan.once and order.max_amount then
    return content(call, each.drug, ingredient, { amount = order.max_amount, unit = order.unit },
      limit)
  end
  local part = order.amount and content(call, each.drug, ingredient, order, limit)
  return part and each.count and decimal.mul(part, tostring(each.count)) or nil
end

-- Sums of one ingredient: by the clock, with as-needed doses, of elsewhere; what
-- can't be counted, and what was counted of a part of its rule only.
local function sum(call, taken, code, limit)
  local all = { sure = "0", most = "0", outside = "0", unknown = array {}, unknown_en = array {},
    within = array {} }
  for _, each in ipairs(taken) do
    local ingredient = each.inside[code]
    local part = ingredient and of_order(call, each, ingredient, limit)
    if part then
      all.most = decimal.add(all.most, part)
      if not each.order.as_needed then all.sure = decimal.add(all.sure, part) end
      if each.outside then all.outside = decimal.add(all.outside, part) end
      if each.within then all.within[#all.within + 1] = each end
    elseif ingredient then
      local name = each.drug.name
      all.unknown[#all.unknown + 1] = (each.outside and "院外用药" or "") .. name
      all.unknown_en[#all.unknown] = name .. (each.outside and " (taken elsewhere)" or "")
    end
  end
  return all
end

-- What of a sum is taken elsewhere, and what to do when it is no more.
local function tell_outside(units, amount, unit)
  if decimal.cmp(amount, "0") <= 0 then return "", "" end
  local zh, en = amounts.text(units, amount, unit)
  return "其中院外用药 " .. zh .. "；已改由本院给或不再用的，请先在院外用药里记明。",
    " Of that " .. en .. " is taken elsewhere; if it no longer is, say so there first."
end

local function tell_sum(call, add, name, limit, key, taken)
  local units = call.data.units[1].units
  local all = sum(call, taken, key, limit)
  local bound = amounts.base(units, limit.amount, limit.unit)
  local over = decimal.cmp(all.sure, bound) > 0
  if over or decimal.cmp(all.most, bound) > 0 then
    local total, total_en = amounts.text(units, over and all.sure or all.most, limit.unit)
    local least, least_en = amounts.text(units, bound, limit.unit)
    local outside, outside_en = tell_outside(units, all.outside, limit.unit)
    add(over and "stop" or "warn", "daily_max", "daily:" .. key,
      name.zh .. "各药合计一天" .. (over and "会到 " or "（连必要时）可到 ") .. total .. "，最多 " .. least
        .. "。" .. outside, "All medicines together hold " .. total_en .. " of " .. name.en
        .. " a day" .. (over and "" or " with as-needed doses") .. "; " .. least_en .. " at most."
        .. outside_en, limit.source, limit.edition)
  end
  for _, each in ipairs(all.within) do
    add("warn", "daily_within", "daily:" .. key, each.drug.name .. "的规则只看了开始后 "
      .. each.within .. " 天，" .. name.zh .. "按其中最多的一天（" .. each.count
      .. " 次）算；更远的请人工核对。", "Of the rule of " .. each.drug.name .. " the first "
      .. each.within .. " days were looked through: " .. name.en .. " is counted by the fullest of "
      .. "those (" .. each.count .. " doses); check what lies beyond by eye.", limit.source,
      limit.edition)
  end
  if #all.unknown > 0 then
    add("warn", "daily_unknown", "daily:" .. key, table.concat(all.unknown, "、") .. "里的"
      .. name.zh .. "算不出一天的量，每日最大量请人工核对。", "How much " .. name.en .. " a day "
        .. table.concat(all.unknown_en, ", ")
        .. " comes to can't be counted: check the daily maximum by eye.",
      limit.source, limit.edition)
  end
end

-- --- taken elsewhere -------------------------------------------------------------

-- What a resident takes elsewhere at a time: { drug, inside, outside, order, count },
-- what was given there around it, and the names whose ingredient nobody here knows.
local function elsewhere(home, resident, at)
  local taken, given, strange = array {}, array {}, array {}
  for _, row in ipairs(home.query("outside_near", { resident = resident, at = at })) do
    local drug = row.drug and home.get("drug", row.drug) or lookup.named(row.name)
    local each = { drug = drug, inside = ingredients(drug), outside = true, at = row.at,
      order = { amount = row.amount, unit = row.unit },
      count = row.status == "active" and row.per_day or nil }
    if row.type == "MedicationAdministration" then
      given[#given + 1] = each
    else
      taken[#taken + 1] = each
      if not row.drug and lookup.strange(row.name) then strange[#strange + 1] = row.name end
    end
  end
  return taken, given, strange
end

-- --- orders, told ----------------------------------------------------------------

local function shares(a, b)
  for code in pairs(a) do
    if b[code] then return true end
  end
  return false
end

-- Adds to the list of an order's checks. `order.plan` is nil when only the drug
-- is asked about.
function daily.at_order(call, home, order, drug, list)
  local inside, taken, drugs = ingredients(drug), array {}, array { drug }
  local function add(severity, code, key, zh, en, source, edition)
    list[#list + 1] = { severity = severity, code = code, key = key, zh = zh, en = en,
      source = source, edition = edition }
  end
  if order.plan then taken[1] = { order = order, drug = drug, inside = inside } end
  local others, _, strange = elsewhere(home, order.resident, call.now)
  for _, row in ipairs(home.query("in_force", { resident = order.resident,
    without = order.id, from = order.starts, to = order.ends })) do
    drugs[#drugs + 1] = row
    taken[#taken + 1] = { drug = row, inside = ingredients(row), order = { plan = row.plan,
      anchor = row.anchor, amount = row.amount, unit = row.dose_unit, as_needed = row.as_needed,
      max_doses = row.max_doses, max_amount = row.max_amount } }
  end
  if order.plan then
    for _, each in ipairs(taken) do
      if shares(each.inside, inside) then
        each.count, each.within = daily.planned(home, each.order, call.now)
      end
    end
  end
  for _, each in ipairs(others) do
    taken[#taken + 1], drugs[#drugs + 1] = each, each.drug
  end
  local limits, without = limits_of(call, inside, drugs), array {}
  for code, name in pairs(inside) do
    if not limits[code] then
      without[#without + 1] = name
    elseif order.plan then
      tell_sum(call, add, name, limits[code], code, taken)
    end
  end
  if #strange > 0 then
    add(order.plan and next(limits) and "warn" or "note", "outside_unknown", "", "院外用药"
      .. table.concat(strange, "、") .. "认不出成分，没有算进每日最大量，请人工核对。",
      "What " .. table.concat(strange, ", ") .. ", taken elsewhere, holds is not known: it counts "
        .. "in no daily maximum; check by eye.", call.data.daily_max[1].source,
      call.data.daily_max[1].edition)
  end
  for _, name in ipairs(without) do
    add("note", "no_daily_max", "", "每日最大量：目录和随附表里都没有" .. name.zh .. "的上限，没有核对。",
      "Daily maximum: neither list states one for " .. name.en .. "; it was not checked.",
      call.data.daily_max[1].source, call.data.daily_max[1].edition)
  end
end

-- --- doses ---------------------------------------------------------------------

-- What was taken of an ingredient around a time, here and elsewhere. Which drugs
-- can't be counted was said when they were ordered.
local function taken_of(call, home, others, given, code, limit, dose)
  local doses = array {}
  for _, other in ipairs(others) do
    local ingredient = ingredients(other)[code]
    if ingredient then
      for _, row in ipairs(home.query("doses_near", { course = other.course,
        from = dose.at - day, to = dose.at + day })) do
        local part = row.duty ~= dose.except and content(call, other, ingredient, row, limit)
        if part then doses[#doses + 1] = { at = row.at, amount = part } end
      end
    end
  end
  for _, each in ipairs(given) do
    local part = each.inside[code] and each.order.amount
      and content(call, each.drug, each.inside[code], each.order, limit)
    if part then doses[#doses + 1] = { at = each.at, amount = part } end
  end
  return doses
end

-- The faults of a dose ({ at, amount, unit, except }): { code, zh, en }.
function daily.at_giving(call, home, order, dose)
  local drug, faults = home.get("drug", order.drug), array {}
  local inside = ingredients(drug)
  local others = home.query("drugs_near", { resident = order.resident, from = dose.at - day,
    to = dose.at + day })
  local taking, given = elsewhere(home, order.resident, dose.at)
  local limits = limits_of(call, inside, others)
  for code, limit in pairs(limits) do
    local own = content(call, drug, inside[code], dose, limit)
    if own then
      local units = call.data.units[1].units
      local bound = amounts.base(units, limit.amount, limit.unit)
      -- what is taken elsewhere each day leaves less of it
      local outside = sum(call, taking, code, limit).outside
      local zh, en = tell_outside(units, outside, limit.unit)
      for _, fault in ipairs(call.rules.limits(taken_of(call, home, others, given, code, limit,
        dose), { at = dose.at, amount = own }, { max_amount = decimal.sub(bound, outside) })) do
        local total, total_en = amounts.text(units, decimal.add(fault.total, outside), limit.unit)
        local most, most_en = amounts.text(units, bound, limit.unit)
        faults[#faults + 1] = { code = "daily_max", key = "daily:" .. code,
          source = limit.source, edition = limit.edition,
          zh = inside[code].zh .. "各药合计 24 小时内会到 " .. total .. "，最多 " .. most .. "（"
            .. limit.source .. "，" .. limit.edition .. "）。" .. zh,
          en = "All medicines together, that makes " .. total_en .. " of " .. inside[code].en
            .. " in 24 hours; " .. most_en .. " at most (" .. limit.edition .. ")." .. en }
      end
    end
  end
  return faults
end

return daily
