-- What a person claims for a time: now or past, never to come.
local when = {}

-- The instant in input `field` (default "at"), or what the call says.
function when.claimed(call, field)
  local at = call.input[field or "at"] or call.happened_at
  if at > call.now + 60000 then
    refuse(field or "at", "future", "这个时间还没有到。", "That time has not come yet.")
  end
  return at
end

-- What moved something on can't be corrected into something else.
function when.final(call)
  if call.input.supersedes then
    refuse("supersedes", "final", "这一步已经生效，不能更正；需要时请做下一步并写明。",
      "This step has taken effect and can't be corrected. Go on with the next and say why.")
    stop()
  end
end

-- A day that is still to come, or today.
function when.not_past(call, field)
  local day = call.input[field]
  if day and day < call.today then
    refuse(field, "past", "期限已经过去（" .. day .. "）。请填今天或以后的日期。",
      "That day is past (" .. day .. "). Give today or a later day.")
  end
end

-- The end of a day, ms.
function when.day_end(day)
  return time.at(date.add(day, 1), "00:00")
end

return when
