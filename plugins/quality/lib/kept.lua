-- A self-assessment by its number.
return function(home, id)
  local row = home.get("assessment", id)
  if not row then fail("没有这次自评。", "There is no such self-assessment.") end
  return row
end
