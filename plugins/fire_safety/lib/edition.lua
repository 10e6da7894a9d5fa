-- The edition of a standard that is in force on a day.
return function(editions, day)
  for i = #editions, 1, -1 do
    local edition = editions[i]
    local over = edition.valid_to and edition.valid_to <= day
    if edition.valid_from <= day and not over then return edition end
  end
  return editions[1]
end
