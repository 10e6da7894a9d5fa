-- dateTime of FHIR -> ms. A date alone is its midnight in the home's zone; a
-- year or month alone says too little, then nil.
return function(text)
  local day = text and text:sub(1, 10)
  if not day or not date.valid(day) then return nil end
  if #text == 10 then return time.at(day, "00:00") end
  local h, m, s, rest = text:match("^T(%d%d):(%d%d):(%d%d)(.*)$", 11)
  local zone = rest and rest:gsub("^%.%d+", "")
  local offset = 0
  if zone ~= "Z" then
    local sign, zh, zm = (zone or ""):match("^([+-])(%d%d):(%d%d)$")
    if not sign then return nil end
    offset = (tonumber(zh) * 60 + tonumber(zm)) * (sign == "-" and -1 or 1)
  end
  local minutes = date.diff(day, "1970-01-01") * 1440 + tonumber(h) * 60 + tonumber(m) - offset
  return (minutes * 60 + tonumber(s)) * 1000
end
