-- The sums of the parts of a form; and what is wrong with it: answers that
-- are missing, of no item, or no score of their item. Every fault is named.
local function missing(answers, ready, faults)
  for _, group in ipairs(ready.scale.groups) do
    for _, item in ipairs(group.items) do
      if answers[item.code] == nil then
        faults[#faults + 1] = { field = "answers." .. item.code, code = "missing",
          zh = item.code .. "“" .. item.zh .. "”还没有评。",
          en = item.code .. " (" .. item.en .. ") is not answered." }
      end
    end
  end
end

local function unknown(code, ready, faults)
  faults[#faults + 1] = { field = "answers." .. tostring(code), code = "unknown",
    zh = ready.scale.standard .. " 没有这一项：" .. tostring(code) .. "。",
    en = ready.scale.standard .. " has no item " .. tostring(code) .. "." }
end

local function no_score(code, known, faults)
  local steps = known.step > 1 and ("，每 " .. known.step .. " 分一档") or ""
  local steps_en = known.step > 1 and (" in steps of " .. known.step) or ""
  faults[#faults + 1] = { field = "answers." .. code, code = "range",
    zh = code .. "“" .. known.item.zh .. "”只能评 0 到 " .. known.max .. " 分" .. steps .. "。",
    en = code .. " (" .. known.item.en .. ") takes 0 to " .. known.max .. steps_en .. "." }
end

-- Also one that was written as text: what looks like a number is none.
local function not_whole(code, known, value, faults)
  local text = type(value) == "table" and "…" or tostring(value)
  faults[#faults + 1] = { field = "answers." .. code, code = "range",
    zh = code .. "“" .. known.item.zh .. "”的得分要填整数（不加引号），不能是“" .. text .. "”。",
    en = code .. " (" .. known.item.en .. ") takes a whole number without quotes, not \"" .. text
      .. "\"." }
end

return function(answers, ready)
  local sums, faults = array {}, {}
  for g = 1, ready.groups do sums[g] = 0 end
  if type(answers) ~= "table" then
    faults[1] = { field = "answers", code = "type",
      zh = "答案要写成“项目: 得分”，例如 {\"B.1.1\": 4}。",
      en = "Answers are items with scores, such as {\"B.1.1\": 4}." }
    return sums, faults
  end
  local codes, count = ready.codes, 0
  for code, value in next, answers do
    local known = codes[code]
    if not known then
      unknown(code, ready, faults)
    elseif math.type(value) ~= "integer" then
      not_whole(code, known, value, faults)
      count = count + 1
    elseif value < 0 or value > known.max or value % known.step ~= 0 then
      no_score(code, known, faults)
      count = count + 1
    else
      sums[known.group] = sums[known.group] + value
      count = count + 1
    end
  end
  if count < ready.count then missing(answers, ready, faults) end
  if #faults > 1 then
    table.sort(faults, function(a, b) return a.field < b.field end)
  end
  return sums, faults
end
