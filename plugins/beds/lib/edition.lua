-- The edition of a standard that is in force on a day.
return function(editions, day)
  for _, edition in ipairs(editions) do
    local begun = edition.valid_from <= day
    local over = edition.valid_to and edition.valid_to <= day
    if begun and not over then return edition end
  end
  return editions[#editions]
end
