-- Is the bed there, in order and free for that time? Nobody may break this.
-- An active stay holds its bed until somebody leaves it, whatever was planned.
local function overlaps(person, stay)
  local ends = stay.state ~= "active" and stay.ends
  local before = ends and ends <= person.from
  local after = person.to and person.to <= stay.starts
  return not before and not after
end

local function check_house(person, bed, verdict)
  if bed.retired and bed.retired <= person.day then
    verdict.never("retired", "这张床已经撤销。", "This bed has been retired.")
  elseif bed.opened and bed.opened > person.day then
    verdict.never("not_open", "这张床 " .. bed.opened .. " 才启用。",
      "This bed opens on " .. bed.opened .. ".")
  end
end

local conditions = {
  cleaning = { "这张床还没有清洁好。", "This bed has not been cleaned yet." },
  isolated = { "这张床正在隔离。", "This bed is isolated." },
  out_of_order = { "这张床停用维修。", "This bed is out of order." },
}

local function check_condition(person, bed, verdict)
  local text = conditions[bed.condition]
  if not text then return end
  local later = bed.condition ~= "isolated" and person.later
  if bed.condition == "cleaning" and later then return end
  if later and bed.expected and bed.expected <= person.day then return end
  verdict.never(bed.condition, text[1], text[2])
end

local function check_stays(person, bed, verdict)
  for _, stay in ipairs(bed.stays) do
    if stay.resident ~= person.resident and overlaps(person, stay) then
      if stay.state == "active" then
        verdict.never("occupied", "这张床已经有人住。", "Somebody lives in this bed.")
      elseif stay.starts > person.from then
        verdict.never("reserved", "这张床以后预定给别人，只能安排在那之前离开的短住。",
          "This bed is reserved for somebody else later: only a stay that ends before fits.")
      else
        verdict.never("reserved", "这张床在那段时间已经预定给别人。",
          "This bed is reserved for somebody else in that time.")
      end
      return
    end
  end
end

return function(person, bed, verdict)
  check_house(person, bed, verdict)
  check_condition(person, bed, verdict)
  check_stays(person, bed, verdict)
end
