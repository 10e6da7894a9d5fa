-- Who may infect others lives alone or in an isolation bed; nobody else is
-- put beside them.
local function infectious(person)
  return person.infection == "suspected" or person.infection == "contagious"
end

return function(person, bed, company, verdict)
  if infectious(person) then
    if bed.kind ~= "isolation" and #company > 0 then
      verdict.rule("needs_isolation", "这位老人在传染观察期，不能和别人同房。",
        "This resident may be infectious and cannot share a room.")
    elseif bed.kind == "isolation" then
      verdict.pro("isolation", 50, "隔离床位，适合传染观察期。", "An isolation bed, as needed.")
    end
    return
  end
  if bed.kind == "isolation" then
    verdict.rule("isolation_bed", "隔离床位要留给需要隔离的人。",
      "Isolation beds are kept for those who need isolation.")
  end
  for _, other in ipairs(company) do
    if infectious(other) then
      verdict.rule("beside_infectious", "房里有人在传染观察期。",
        "Somebody in the room may be infectious.")
      return
    end
  end
end
