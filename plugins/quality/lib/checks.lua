-- What the records say of a requirement: the reasons why it is not met (none: it
-- is), and the page where the records are.
local checks = {}

local function reason(zh, en) return { zh = zh, en = en } end

-- "王秀英、李国强 等 7 人"
local function people(rows, name)
  local names = {}
  for i = 1, math.min(#rows, 3) do names[i] = rows[i][name] end
  local text = table.concat(names, "、")
  return #rows > 3 and text .. " 等 " .. #rows .. " 人" or text
end

local function whom(rows, name, zh, en)
  if #rows == 0 then return array {} end
  return array { reason(zh .. "：" .. people(rows, name), en .. ": " .. people(rows, name)) }
end

local function chosen(rows, wanted)
  local found = {}
  for _, row in ipairs(rows) do
    if wanted(row) then found[#found + 1] = row end
  end
  return found
end

function checks.risk_before(_, home)
  local late = chosen(home.query("risk_assessed", {}), function(row)
    return not row.first or row.first > row.admitted
  end)
  return whom(late, "resident_name", "入住前没有评估", "Not assessed before admission"),
    "assessment.dues"
end

function checks.risk_yearly(call, home)
  local oldest = date.add(call.today, -365)
  local late = chosen(home.query("risk_assessed", {}), function(row)
    return not row.last or row.last < oldest
  end)
  return whom(late, "resident_name", "一年内没有评估", "Not assessed within a year"),
    "assessment.dues"
end

function checks.trained(_, home)
  return whom(home.query("staff.untrained", {}), "name", "没有岗前培训合格的记录",
    "No passed training before work"), "staff.staff"
end

function checks.training_passed(call, home)
  local half_year = { from = date.add(call.today, -183), to = call.today }
  local n, reasons = home.query("staff.indicators", half_year)[1], array {}
  if n.person_times == 0 then
    reasons[1] = reason("近半年没有培训记录", "No training in the last half year")
  elseif n.passed * 100 < 80 * n.tested then
    reasons[1] = reason("考核 " .. n.tested .. " 人次，合格 " .. n.passed,
      n.passed .. " of " .. n.tested .. " passed")
  end
  return reasons, "staff.trainings"
end

function checks.patrols(call, home)
  local span = { from = time.at(date.add(call.today, -30), "00:00"),
    to = time.at(call.today, "00:00") }
  local asked, done, reasons = 0, 0, array {}
  for _, row in ipairs(home.query("core.obligation_counts", span)) do
    if row.kind == "fire_safety.patrol_day" or row.kind == "fire_safety.patrol_night" then
      asked, done = asked + row.asked, done + row.done
    end
  end
  if asked == 0 then
    reasons[1] = reason("没有安排巡查", "No patrols are planned")
  elseif done < asked then
    reasons[1] = reason("应巡 " .. asked .. " 次，完成 " .. done .. " 次",
      done .. " of " .. asked .. " done")
  end
  return reasons, "fire_safety.rounds"
end

function checks.plans(call, home)
  local oldest, plans, reasons = time.at(date.add(call.today, -365), "00:00"), {}, array {}
  for _, row in ipairs(home.query("fire_safety.plans", {})) do plans[row.risk] = row end
  for _, risk in ipairs(call.data.risks) do
    local row = plans[risk.risk]
    if not row or not row.plan then
      reasons[#reasons + 1] = reason("没有预案：" .. risk.zh, "No plan: " .. risk.en)
    elseif not row.drilled or row.drilled < oldest then
      reasons[#reasons + 1] = reason("一年内没有演练：" .. risk.zh,
        "Not drilled in a year: " .. risk.en)
    end
  end
  return reasons, "fire_safety.plans"
end

function checks.agreements(_, home)
  return whom(home.query("medication.unagreed", {}), "resident_name", "没有服药管理协议",
    "No agreement"), "medication.consents"
end

function checks.majors(_, home)
  return whom(home.query("fire_safety.blocking", {}), "what", "没有销号", "Open"),
    "fire_safety.hazards"
end

return checks
