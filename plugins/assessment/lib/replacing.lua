-- What an assessment takes the place of, looked at when it is begun and again when it
-- is completed: nobody fills in 26 items to hear of it then.
local standing = require "lib.standing"

local replacing = {}

local function superseded(home, entry)
  local old = entry.supersedes and home.get("assessment", entry.supersedes)
  if not old then return nil end
  if old.resident ~= entry.resident or old.standard ~= entry.standard then
    refuse("supersedes", "other", "要替代的评估是另一位老人或另一个量表的。",
      "The assessment to supersede is of another resident or scale.")
  elseif standing.superseded(home, old.id) then
    refuse("supersedes", "superseded", "那次评估已经被替代过。请替代最新的一次。",
      "That assessment was superseded already. Supersede the newest one.")
  end
  if not entry.why then
    refuse("why", "required", "请写明为何替代原来的评估（至少 4 个字）。",
      "Say why the earlier assessment is superseded.")
  end
  return old
end

-- The same day twice is a correction of that one, and says so.
local function same_day(home, entry)
  for _, each in ipairs(home.find("assessment", { resident = entry.resident,
    standard = entry.standard, base_date = entry.base_date })) do
    if each.id ~= entry.supersedes and not standing.superseded(home, each.id) then
      refuse("base_date", "same_day", "这一天已经有一次评估（" .. each.id
        .. "）。要改它，请打开那次评估，用“更正评估”。",
        "There is an assessment (" .. each.id
          .. ") of this day. To change it, open it and use \"Correct the assessment\".")
    end
  end
end

-- `entry`: resident, standard, base_date, supersedes, why. Gives the superseded one.
function replacing.check(home, entry)
  local old = superseded(home, entry)
  same_day(home, entry)
  return old
end

return replacing
