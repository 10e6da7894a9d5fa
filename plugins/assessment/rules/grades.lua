-- The level of MZ/T 039-2013 by the grades of its four parts. The rules of
-- the standard overlap and leave gaps: they are tried from the worst to the
-- best, and where none holds there is no level.
local function band(mark, bands)
  for i, each in ipairs(bands) do
    if mark >= each[1] and mark <= each[2] then return i - 1 end
  end
end

local function reaches(answers, marks)
  for code, mark in pairs(marks) do
    if answers[code] >= mark then return true end
  end
  return false
end

local function within(answers, marks)
  for code, mark in pairs(marks) do
    if answers[code] > mark then return false end
  end
  return true
end

local function senses(answers, rules)
  for _, rule in ipairs(rules) do
    local awake = answers.P1
    if awake >= rule.within[1] and awake <= rule.within[2]
      and (not rule.any or reaches(answers, rule.any))
      and (not rule.most or within(answers, rule.most)) then
      return rule.grade
    end
  end
end

-- How many of the last three parts have a grade that `fits`.
local function others(grades, fits)
  local count = 0
  for i = 2, 4 do
    if fits(grades[i]) then count = count + 1 end
  end
  return count
end

local function is(grade)
  return function(each) return each == grade end
end

local function level_of(grades)
  local living, mental, sense, social = table.unpack(grades)
  local threes, twos = others(grades, is(3)), others(grades, is(2))
  if living == 3 or (living == 2 and (twos == 3 or threes > 0)) then return 3 end
  local middle = others(grades, function(grade) return grade == 1 or grade == 2 end)
  if living == 1 and (twos == 3 or threes > 0) then return 2 end
  if living == 2 and middle >= 1 and middle <= 2 then return 2 end
  if living == 0 and (mental >= 1 or sense >= 1 or social == 2) then return 1 end
  if living == 1 then return 1 end -- one of the three is 0 or 1: the rest was above
  if living == 0 and social <= 1 then return 0 end
end

return function(answers, sums, ready)
  local scale, grades, names = ready.scale, array {}, array {}
  grades[1] = band(sums[1], scale.bands.A)
  grades[2] = band(sums[2], scale.bands.M)
  grades[3] = senses(answers, scale.senses)
  grades[4] = band(sums[4], scale.bands.S)
  for i = 1, 4 do names[i] = scale.grades[grades[i] + 1].zh end
  local verdict = { grades = grades, grade_names = names, preliminary = level_of(grades) }
  if not verdict.preliminary then
    verdict.no_rule = { code = "no_rule", zh = "标准没有给出这种分级组合的等级（"
      .. table.concat(names, "、") .. "）。请核对评分，或改用 GB/T 42195-2022。",
      en = "The standard has no rule for these grades (" .. table.concat(grades, "/")
        .. "). Check the marks, or use GB/T 42195-2022." }
  end
  return verdict
end
