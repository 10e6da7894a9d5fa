-- Each requirement with its verdict and the reasons: met, not met, or nobody has
-- said so.
local checks = require "lib.checks"

local function by_records(call, home, line, row)
  local reasons, page = checks[line.check](call, home)
  row.reasons, row.page = reasons, page
  row.state = #reasons == 0 and "met" or "not_met"
end

local function by_word(call, word, row)
  row.page = "confirmations"
  if not word then
    row.state, row.reasons = "unknown", array { { zh = "没有人确认", en = "Nobody has confirmed it" } }
    return
  end
  row.state, row.value, row.reasons = word.verdict, word.document, array {}
  local oldest = time.at(date.add(call.today, -call.settings.confirm_days), "00:00")
  if word.verdict == "not_met" then
    row.reasons[1] = { zh = word.note, en = word.note }
  elseif word.made < oldest then
    row.state = "unknown"
    row.reasons[1] = { zh = "确认已经过期，要重新确认", en = "The confirmation is too old" }
  end
end

local tones = { met = "free", not_needed = "away", not_met = "late", unknown = "reserved" }

-- Also gives how many are met, those that the home does not need among them.
return function(call, home)
  local words, rows, met = {}, array {}, 0
  for _, word in ipairs(home.query("confirmations", {})) do words[word.requirement] = word end
  for i, line in ipairs(call.data.basic) do
    local row = { key = line.requirement, title = { zh = line.zh, en = line.en },
      asked_by = line.standard, confidence = line.confidence }
    if line.check then
      by_records(call, home, line, row)
    else
      by_word(call, words[line.requirement], row)
    end
    row.tone, rows[i] = tones[row.state], row
    if row.state == "met" or row.state == "not_needed" then met = met + 1 end
  end
  return rows, met
end
