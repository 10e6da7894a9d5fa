-- The edition that held on a day, or nil. Periods are [valid_from, valid_to).
return function(editions, day)
  for _, edition in ipairs(editions) do
    if day >= edition.valid_from and (not edition.valid_to or day < edition.valid_to) then
      return edition
    end
  end
end
