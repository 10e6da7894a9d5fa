-- Beds kept for the destitute (standards 8.2). person.kept, for those they are
-- not kept for: left (free beds of `kinds` beyond the kept ones), zh, en.
return function(person, bed, verdict)
  local kept = person.kept
  if kept and kept.left <= 0 and kept.kinds[bed.kind] then
    verdict.rule("kept", kept.zh, kept.en)
  end
end
