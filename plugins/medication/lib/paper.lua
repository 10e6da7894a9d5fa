-- The sheets that go on working when nothing else does (invariant M26): one
-- file for each care unit, made anew for each shift.
local clock = require "lib.clock"
local enums = require "data.enums"
local words = require "lib.words"

local paper = {}

local hour = 3600 * 1000

-- Rows that the query `sheet` gives at most: five times a unit of 60 beds.
local most = 4000

-- Shifts overlap on paper: the next one begins within it.
local before, after = 2 * hour, 12 * hour

local style = [[<style>
@page { size: A4; margin: 12mm }
body { font: 14pt/1.3 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #000 }
h1 { font-size: 20pt; margin: 0 } h2 { font-size: 17pt; margin: 8mm 0 1mm }
.person { break-inside: avoid } .small { font-size: 10pt }
.allergy { border: 2pt solid #000; padding: 1mm 2mm; font-weight: bold }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.5pt solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top }
th { font-size: 10pt } td.sign { width: 34mm } td.time { font-weight: bold; white-space: nowrap }
</style>]]

local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function plain(text)
  return (tostring(text or ""):gsub('[&<>"]', entities))
end

-- A text in both languages, once where they are the same: the sheet is for
-- whoever is on duty.
local function both(zh, en)
  return en and en ~= zh and zh .. " " .. en or zh
end

local function outcome_of(row)
  if row.state == "done" then
    return both(words.of(enums.outcome, row.outcome)) .. " " .. clock.short(row.at) .. " " ..
      (row.person_name or "")
  elseif row.state == "held" then
    return "暂停 Held: " .. both(words.reason(row.held_because or ""))
  end
  return ""
end

local function dose_of(row)
  return both(row.dose_text, row.dose_text_en)
end

-- The dose is due all the same; whoever is on duty has it renewed.
local function over(row)
  local last = row.prescription_over
  return last and "处方已于 " .. last .. " 到期，请续方 Prescription ended, have it renewed"
end

local function hints(row)
  local list = { over(row) }
  for _, each in ipairs(words.conditions(row.conditions)) do
    list[#list + 1] = each.zh .. " " .. each.en
  end
  if row.class == "critical" then list[#list + 1] = "★ 时间要紧 Time-critical" end
  if row.signer then list[#list + 1] = "双人核对 Two people" end
  if row.meal ~= "any" then list[#list + 1] = both(words.of(enums.meal, row.meal)) end
  if row.instruction then list[#list + 1] = row.instruction end
  return table.concat(list, "；")
end

local function person(out, row)
  out[#out + 1] = '</table></div><div class="person"><h2>' .. plain(row.bed_name or "—") ..
    "　" .. plain(row.resident_name) .. '　<span class="small">' ..
    (row.sex == "male" and "男 M" or "女 F") .. " " .. (row.age or "") .. " 岁 y</span></h2>"
  if row.allergies then
    out[#out + 1] = '<p class="allergy">过敏 Allergies: ' .. plain(row.allergies) .. "</p>"
  end
  out[#out + 1] = "<table><tr><th>时间 Due</th><th>药品 Drug</th><th>用量 Dose</th>" ..
    "<th>用法 How</th><th>已记录 Recorded</th><th>给药时间、签名 Given at, signed</th></tr>"
end

local function line(out, row)
  out[#out + 1] = '<tr><td class="time">' .. clock.short(row.due) .. "</td><td>" ..
    plain(row.drug_name) .. "</td><td>" .. plain(dose_of(row)) .. "</td><td>" ..
    plain(both(words.of(enums.route, row.route))) .. "<br>" .. plain(hints(row)) .. "</td><td>" ..
    plain(outcome_of(row)) .. '</td><td class="sign">&nbsp;</td></tr>'
end

-- How often and how much at most, and what of it was given.
local function limits_of(row, count)
  local list = array { row.held and "已暂停，不要给 Held: do not give" or nil }
  if row.until_ then
    list[#list + 1] = "sos：只给一次，" .. clock.short(row.until_) .. " 前有效 Once, until then"
  end
  if row.min_interval then
    list[#list + 1] = "间隔至少 " .. row.min_interval .. " 分钟 min apart"
  end
  if row.max_doses then
    list[#list + 1] = "24 小时最多 " .. row.max_doses .. " 次 times at most in 24 h"
  end
  if row.max_amount then
    list[#list + 1] = "24 小时最多 " .. row.max_amount .. " "
      .. both(words.of(enums.unit, row.dose_unit)) .. " at most in 24 h"
  end
  for _, each in ipairs(words.conditions(row.conditions)) do
    list[#list + 1] = each.zh .. " " .. each.en
  end
  list[#list + 1] = over(row)
  list[#list + 1] = row.last_at and "上次 Last " .. clock.short(row.last_at)
    .. "，24 小时内 " .. count .. " 次 times in 24 h"
  return table.concat(list, "；")
end

-- `counts`: doses of a course within 24 hours.
local function needed(out, rows, counts)
  if #rows == 0 then return end
  out[#out + 1] = "<h2>必要时用药 As needed</h2><table><tr><th>床位 Bed</th><th>姓名 Name</th>" ..
    "<th>药品 Drug</th><th>用量 Dose</th><th>用于 For</th><th>限量 Limits</th>" ..
    "<th>给药时间、原因、签名 Given at, why, signed</th></tr>"
  for _, row in ipairs(rows) do
    local allergies = row.allergies and '<p class="allergy">过敏 Allergies: ' ..
      plain(row.allergies) .. "</p>" or ""
    out[#out + 1] = "<tr><td>" .. plain(row.bed_name) .. "</td><td>" ..
      plain(row.resident_name) .. allergies .. "</td><td>" .. plain(row.drug_name) ..
      "</td><td>" .. plain(dose_of(row)) .. "</td><td>" .. plain(row.indication) ..
      "</td><td>" .. plain(limits_of(row, counts[row.course] or 0)) ..
      '</td><td class="sign">&nbsp;</td></tr>'
  end
  out[#out + 1] = "</table>"
end

-- As-needed orders of a unit, and how often each was given in 24 hours.
local function add_needed(out, home, unit, now)
  local prn, counts = array {}, {}
  for _, row in ipairs(home.query("prn_orders", {})) do
    if (row.unit or "") == unit then prn[#prn + 1] = row end
  end
  for _, dose in ipairs(#prn > 0 and home.query("prn_doses", { from = now - 24 * hour }) or {}) do
    counts[dose.course] = (counts[dose.course] or 0) + 1
  end
  needed(out, prn, counts)
end

-- The sheet of a unit as it stands at `now`.
function paper.sheet(home, unit, now)
  local title = "纸质给药单 Medicine sheet　" .. plain(unit)
  local out = { '<!doctype html><html lang="zh"><meta charset="utf-8"><title>' .. title ..
    "</title>" .. style .. "<h1>" .. title .. "</h1><p>截至 As of <b>" .. time.iso(now) ..
    "</b>　包括 " .. clock.short(now - before) .. " 至 " .. clock.short(now + after) ..
    "。停机时在纸上签名，恢复后补记。 Sign here while the computer is down; enter it afterwards." ..
    "</p><div><table>" }
  local last
  local rows = home.query("sheet", { unit = unit, from = now - before, to = now + after })
  if #rows >= most then
    out[#out + 1] = '<p class="allergy">此单不完整：这个照料单元的药太多，请分成几个单元。 ' ..
      "NOT COMPLETE: too many doses for one care unit; split it.</p>"
  end
  for _, row in ipairs(rows) do
    if row.resident ~= last then person(out, row) end
    last = row.resident
    line(out, row)
  end
  out[#out + 1] = "</table></div>"
  if not last then out[#out + 1] = "<p>这段时间没有要给的药。 Nothing is due in this time.</p>" end
  add_needed(out, home, unit, now)
  return table.concat(out, "\n")
end

-- A unit's name as a part of a file's name: at most 60 bytes, whole letters. What
-- had to be changed for it gets a number, so that no two units share a sheet.
local function short(unit)
  if unit == "" then return "none" end
  local name = unit:gsub("[/\\%c%s%.]", "-")
  if #name > 60 then
    local inside = (name:byte(61) & 0xc0) == 0x80
    name = name:sub(1, 60):gsub(inside and "[\xc0-\xff][\x80-\xbf]*$" or "$", "")
  end
  if name == unit then return name end
  local sum = 0
  for i = 1, #unit do sum = (sum * 31 + unit:byte(i)) % 0x1000000 end
  return name .. ("-%06x"):format(sum)
end

function paper.write(home, unit, now)
  local name = "mar-" .. short(unit) .. ".html"
  home.effect("file", name .. "@" .. now, { name = name, text = paper.sheet(home, unit, now) })
  return name
end

-- A duty for each shift of a unit to take its new sheets; made once.
function paper.plan(call, home, unit)
  local rules, seen = array {}, {}
  for number = 1, 4 do
    local text = call.settings["shift_" .. number]
    if text ~= "none" and not seen[text] then
      local minutes = clock.minutes(text)
      rules[#rules + 1] = ("FREQ=DAILY;BYHOUR=%d;BYMINUTE=%d;BYSECOND=0"):format(minutes // 60,
        minutes % 60)
      seen[text] = true
    end
  end
  local spec = { key = "paper/" .. (unit == "" and "" or short(unit)), subject = "unit",
    rule = rules, start = call.now, data = { unit = unit } }
  return home.schedule("take_paper", spec), spec
end

return paper
