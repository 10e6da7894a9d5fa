-- The edition of a standard that holds on a day; refuses what is not known or
-- not in force then.
return function(call, standard, day, name)
  local known
  for _, edition in ipairs(call.data.editions) do
    if edition.standard == standard and (not name or edition.edition == name) then
      known = edition
      if day >= edition.valid_from and (not edition.valid_to or day < edition.valid_to) then
        return edition
      end
    end
  end
  if known then
    refuse("on", "edition", standard .. "（" .. known.edition .. "）在 " .. day .. " 不适用。",
      standard .. " (" .. known.edition .. ") was not in force on " .. day .. ".")
  else
    refuse(name and "edition" or "standard", "unknown", "没有这个标准或版本：" .. (name or standard),
      "There is no such standard or edition: " .. (name or standard))
  end
  stop()
end
