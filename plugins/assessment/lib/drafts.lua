-- Drafts: what may be changed, and that signatures end with a change.
local scales = require "lib.scales"
local scoring = require "lib.scoring"
local tell = require "lib.tell"

local drafts = {}

-- The open draft of the input; refused when it is not open.
function drafts.open(call, home)
  local draft = home.get("draft", call.input.draft)
  if draft.state ~= "open" then
    refuse("draft", "closed", "这份草稿已经" .. (draft.state == "completed" and "完成" or "放弃")
      .. "，不能再改。", "This draft is closed and can't be changed.")
    stop()
  end
  return draft
end

function drafts.change(call, home, draft, changes)
  if not next(changes) then return draft.version end
  changes.version, changes.changed = draft.version + 1, call.now
  home.update("draft", draft.id, changes)
  tell(home, draft.resident, "draft")
  return changes.version
end

-- Puts answers (code -> score) over those of the draft; takes back those of `gone` (codes).
-- Refuses codes and scores that the scale does not know; what is missing yet
-- is no fault of a draft.
function drafts.answers(call, draft, given, gone)
  local ready = scales.exactly(draft.standard, draft.edition)
  local answers = copy(draft.answers)
  if type(given) ~= "table" then given = { [tostring(given)] = 0 } end
  for _, code in ipairs(gone) do answers[code] = nil end
  for code, value in pairs(given) do
    answers[code] = value
  end
  local _, faults = call.rules.read(answers, ready)
  local real = {}
  for _, fault in ipairs(faults) do
    if fault.code ~= "missing" then real[#real + 1] = fault end
  end
  scoring.refuse(real)
  return answers
end

-- Refuses an entry of `clear` that can't be emptied.
function drafts.refuse_clear(place)
  refuse("clear[" .. place - 1 .. "]", "unknown", "这一栏不能清空。", "This entry cannot be emptied.")
end

return drafts
