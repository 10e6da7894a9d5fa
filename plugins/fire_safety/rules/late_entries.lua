-- Entries that were written long after what they tell of. Pure: `entries` are
-- { at, recorded }; the share is text with two digits.
return function(entries, minutes)
  local late = array {}
  for _, entry in ipairs(entries) do
    if entry.recorded - entry.at > minutes * 60000 then late[#late + 1] = entry end
  end
  local percent = "0"
  if #entries > 0 then
    percent = decimal.div(tostring(#late * 100), tostring(#entries), 2)
  end
  return { count = #late, of = #entries, percent = percent, entries = late }
end
