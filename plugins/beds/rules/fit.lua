-- How well a bed fits a person: what speaks for it, what against, a score.
--
-- person: resident, sex, age, spouse, share_room, care_level, dementia,
--   mobility, infection; purpose, kind, class (wishes), rank, from, to; kept
--   (beds kept for others than this person, see rules.kept).
-- bed: as queries.bed_facts gives it, with `stays`: those in it.
-- company: the others in the room while this person would be there.
-- rules: the parts, so that a home can replace one. edition: the data.
local new_verdict = require "rules.verdict"

return function(person, bed, company, rules, edition)
  local verdict = new_verdict()
  rules.available(person, bed, verdict)
  rules.sex(person, bed, company, verdict)
  rules.isolation(person, bed, company, verdict)
  rules.kind(person, bed, edition, verdict)
  rules.kept(person, bed, verdict)
  rules.wishes(person, bed, company, edition, verdict)

  local possible = true
  for _, con in ipairs(verdict.cons) do
    if con.force ~= "wish" then possible = false end
  end
  return { possible = possible, score = verdict.score, pros = verdict.pros, cons = verdict.cons }
end
