-- How long a prescription may be. `lengths`: the table's entries; an entry with a
-- form goes before one without. `own`: { [key] = { days, source } } that the home
-- set. `asked`: { kind, controlled, form, days, why }. `strict`: a longer one is
-- refused whatever the reason. Gives what it was measured by, { key, days, zh, en,
-- source, edition }, and a fault { code, zh, en } or nil.
local function holds(list, value)
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

local function entry_of(lengths, asked)
  local found
  for _, each in ipairs(lengths) do
    if holds(each.kinds, asked.kind) and holds(each.controlled, asked.controlled)
      and (not each.form or holds(each.form, asked.form)) and (not found or each.form) then
      found = each
    end
  end
  return found
end

return function(lengths, own, asked, strict)
  local entry = entry_of(lengths, asked)
  local set = own[entry.key]
  local limit = { key = entry.key, zh = entry.zh, en = entry.en, days = entry.days,
    source = entry.source, edition = entry.edition }
  if set then limit.days, limit.source, limit.edition = set.days, set.source, "本院 own" end
  if asked.days <= limit.days then return limit end
  local refused = strict or entry.longer == "refuse"
  if not refused and asked.why then return limit end
  local zh = "处方 " .. asked.days .. " 天，" .. entry.zh .. "最多 " .. limit.days .. " 天（"
    .. limit.source .. "）。"
  local en = "The prescription is for " .. asked.days .. " days; at most " .. limit.days .. ": "
    .. entry.en .. "."
  if refused then
    return limit, { code = "too_long", zh = zh .. "请核对天数，或请医师重新开方。",
      en = en .. " Check the days, or ask the doctor for another." }
  end
  return limit, { code = "needs_reason", zh = zh .. "确需更长，请写明医师注明的理由。",
    en = en .. " If it has to be longer, give the reason that the doctor noted." }
end
