-- Which parts of a self-assessment hold a claim: a part with items when one of them
-- has nothing to show, else a part for which no evidence was named.
return function(home, assessment)
  local by_items, claimed = {}, {}
  for _, item in ipairs(home.query("item_scores", { id = assessment.id })) do
    by_items[item.part] = by_items[item.part] or "shown"
    if not item.shown then by_items[item.part] = "claimed" end
  end
  for part in pairs(assessment.scores) do
    claimed[part] = by_items[part] == "claimed"
      or not by_items[part] and not assessment.evidence[part]
  end
  return claimed
end
