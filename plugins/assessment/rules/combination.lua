-- The level by the combination method of 医保办发〔2021〕37号: the grade of
-- daily living by the worse of cognition and senses.
local function grade(sum, cuts)
  for i, cut in ipairs(cuts) do
    if sum >= cut then return i - 1 end
  end
  return #cuts
end

return function(_, sums, ready)
  local scale, grades, names, total = ready.scale, array {}, array {}, 0
  for i, sum in ipairs(sums) do
    grades[i] = grade(sum, scale.cuts[i])
    names[i] = scale.grades[grades[i] + 1].zh
    total = total + sum
  end
  local worse = math.max(grades[2], grades[3])
  return { total = total, parts = sums, grades = grades, grade_names = names,
    preliminary = scale.combination[grades[1] + 1][worse + 1] }
end
