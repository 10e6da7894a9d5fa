-- The kind of an entitlement from its code or from the word that a document
-- uses: "特困", "特困人员" and "tekun" are one. Nil when it is unknown.
return function(word, edition)
  for _, kind in ipairs(edition.kinds) do
    if word == kind.value or word == kind.zh then return kind end
    for _, other in ipairs(kind.words) do
      if word == other then return kind end
    end
  end
end
