-- Same-sex rooms; a couple may share when both have agreed and it is on file.
-- National texts set no rule: this is the house's (standards 8.3).
local words = { male = { "男", "men" }, female = { "女", "women" } }

local function couple(person, other)
  return person.spouse == other.resident and person.share_room and other.share_room
end

return function(person, bed, company, verdict)
  local others, strangers, spouse = 0, 0, false
  for _, other in ipairs(company) do
    if other.sex ~= person.sex then
      others = others + 1
      if couple(person, other) then spouse = true else strangers = strangers + 1 end
    end
  end
  local mixed = spouse and others == 1
  if bed.room_sex and bed.room_sex ~= person.sex and not mixed then
    local word = words[bed.room_sex]
    verdict.rule("room_sex", "这间房只住" .. word[1] .. "性。", "This room is for " .. word[2] .. ".")
  elseif strangers > 0 then
    verdict.rule("sex", "房里住着异性，不是双方同意同住的配偶。",
      "Somebody of the other sex lives in the room who is not a consenting spouse.")
  elseif mixed and #company > 1 then
    verdict.rule("sex", "配偶的房里还住着别人。",
      "Others live in the spouse's room.")
  end
end
