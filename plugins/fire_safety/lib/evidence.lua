-- How records came about, as facts: nothing here says why.
local kinds = require "data.kinds"

local evidence = {}

local function row(fact, kind, count, of, details, zh, en)
  return { key = fact .. "/" .. (kind or "all"), fact = fact, kind = kind, count = count, of = of,
    percent = of > 0 and decimal.div(tostring(count * 100), tostring(of), 2) or "0",
    details = details, reasons = array { { zh = zh, en = en } }, tone = "plain" }
end

local function by_kind(entries)
  local groups = {}
  for _, entry in ipairs(entries) do
    groups[entry.kind] = groups[entry.kind] or {}
    table.insert(groups[entry.kind], entry)
  end
  return groups
end

local function first(list, most, pick)
  local some = array {}
  for i = 1, math.min(#list, most) do some[i] = pick(list[i]) end
  return some
end

-- A round's content is the way it went: points and seconds between them.
function evidence.content(entries, scans)
  local ways, last = {}, {}
  for _, scan in ipairs(scans) do
    local way = ways[scan.round] or {}
    way[#way + 1] = scan.point .. "+" .. (scan.at - (last[scan.round] or scan.at)) // 1000
    ways[scan.round], last[scan.round] = way, scan.at
  end
  for _, entry in ipairs(entries) do
    if entry.round and ways[entry.round] then
      entry.content = entry.content .. table.concat(ways[entry.round], " ")
    end
  end
end

function evidence.late(call, entries, rows)
  local groups = by_kind(entries)
  for _, kind in ipairs(kinds) do
    local group = groups[kind.value]
    if group then
      local late = call.rules.late_entries(group, call.settings.late_minutes)
      rows[#rows + 1] = row("late_entry", kind.value, late.count, late.of,
        first(late.entries, 20, function(each)
          return { at = time.iso(each.at), recorded = time.iso(each.recorded),
            person = each.person_name }
        end),
        ("%d 条记录中 %d 条在 %d 分钟以后才录入。"):format(late.of, late.count,
          call.settings.late_minutes),
        ("%d of %d entries were written more than %d minutes later."):format(late.count, late.of,
          call.settings.late_minutes))
    end
  end
end

function evidence.identical(call, entries, rows)
  local groups = by_kind(entries)
  for _, kind in ipairs(kinds) do
    local group = groups[kind.value]
    local runs = group and call.rules.identical(group, call.settings.identical_run) or {}
    local count = 0
    for _, run in ipairs(runs) do count = count + run.count end
    if count > 0 then
      rows[#rows + 1] = row("identical", kind.value, count, #group,
        first(runs, 20, function(each)
          return { from = time.iso(each.from), to = time.iso(each.to), count = each.count }
        end),
        ("有 %d 段连续记录内容完全相同，共 %d 条。"):format(#runs, count),
        ("%d runs of identical entries, %d entries in all."):format(#runs, count))
    end
  end
end

function evidence.fast(call, scans, distances, rows)
  local metres = {}
  for _, each in ipairs(distances) do metres[each.a .. "-" .. each.b] = each.metres end
  local fast = call.rules.fast_legs(scans, metres, call.settings.walk_cm_s)
  rows[#rows + 1] = row("fast", nil, #fast.legs, fast.of,
    first(fast.legs, 20, function(each)
      return { round = each.round, from = each.from, to = each.to, metres = each.metres,
        seconds = each.seconds, at = time.iso(each.at) }
    end),
    ("量过距离的 %d 段路中，%d 段比快步走（每秒 %d 厘米）还快。"):format(fast.of, #fast.legs,
      call.settings.walk_cm_s),
    ("%d of %d measured legs were faster than a brisk walk (%d cm a second)."):format(#fast.legs,
      fast.of, call.settings.walk_cm_s))
end

function evidence.bulk(call, entries, visits, rows)
  local settings, at, names = call.settings, {}, {}
  for i, visit in ipairs(visits) do at[i] = visit.at end
  for _, entry in ipairs(entries) do names[entry.person] = entry.person_name end
  local groups = call.rules.bulk(entries, at, settings.bulk_count, settings.bulk_minutes,
    settings.visit_days)
  local count, before = 0, 0
  for _, group in ipairs(groups) do
    count = count + group.count
    if group.visit then before = before + group.count end
  end
  rows[#rows + 1] = row("bulk", nil, count, #entries,
    first(groups, 20, function(each)
      return { person = names[each.person], count = each.count, from = time.iso(each.from),
        to = time.iso(each.to), first = time.iso(each.first), last = time.iso(each.last),
        visit = each.visit and time.iso(each.visit) or nil }
    end),
    ("%d 次集中录入，共 %d 条，其中检查前 %d 天内 %d 条。"):format(#groups, count, settings.visit_days,
      before),
    ("%d bursts of entries, %d in all; %d of them within %d days before a visit."):format(#groups,
      count, before, settings.visit_days))
end

return evidence
