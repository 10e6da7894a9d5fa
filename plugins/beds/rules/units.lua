-- Is a care unit (照料单元) small enough? unit: beds, dementia (how many of
-- them are of the dementia unit).
return function(unit, edition)
  local faults = {}
  if unit.beds > edition.beds_per_unit then
    faults[1] = { code = "unit",
      zh = "照料单元最多 " .. edition.beds_per_unit .. " 张床，实际 " .. unit.beds .. " 张。",
      en = "A care unit holds at most " .. edition.beds_per_unit .. " beds, it has "
        .. unit.beds .. "." }
  end
  if unit.dementia > edition.beds_per_dementia_unit then
    faults[#faults + 1] = { code = "dementia_unit",
      zh = "失智专区宜不超过 " .. edition.beds_per_dementia_unit .. " 张床，实际 "
        .. unit.dementia .. " 张。",
      en = "A dementia unit should hold at most " .. edition.beds_per_dementia_unit
        .. " beds, it has " .. unit.dementia .. "." }
  end
  if unit.dementia > 0 and unit.dementia < unit.beds then
    faults[#faults + 1] = { code = "dementia_mixed", zh = "失智专区要单独设置，不和其他床位混在一个单元。",
      en = "A dementia unit stands apart from other beds." }
  end
  return faults
end
