-- The new certificate takes the old one's place, and asks in its turn.
local fields = require "lib.fields"
local remind = require "lib.remind"

local function text(name, zh, en, required)
  return fields.make(name, "text", zh, en, { max = 500, required = required })
end

local function check(input, old)
  if not input.starts then
    refuse("starts", "required", "请写新证书的发证日期。", "Write the new certificate's first day.")
  elseif input.starts < old.starts then
    refuse("starts", "order", "新证书早于旧证书。", "The new one begins before the old one.")
  elseif input.ends and input.ends <= input.starts then
    refuse("ends", "order", "到期日要晚于发证日期。", "It must end after it begins.")
  end
  if refused() then stop() end
end

return { zh = "记录换证", en = "Record a renewal", permission = "staff.keep",
  records = "renew_certificate",
  input = fields.of(text("duty", "任务", "Duty", true), text("outcome", "结果", "Outcome", true),
    fields.make("at", "instant", "时间", "At"), text("reason", "原因", "Reason"),
    fields.make("supersedes", "integer", "更正哪一条", "Corrects"),
    fields.make("version", "integer", "版本", "Version"), "number",
    fields.make("starts", "date", "发证日期", "From"), "ends"),
  run = function(call, home)
    local input = call.input
    if call.supersedes then
      fail("换证已经生效，不能更正。", "The renewal has taken effect and is not corrected.")
    end
    if input.outcome ~= "renewed" then return {} end
    local id = math.tointeger(call.duty.subject:match("^certificate:(%d+)$"))
    local old = home.get("certificate", id)
    check(input, old)
    local new = home.insert("certificate", { member = old.member, kind = old.kind,
      number = input.number, starts = input.starts, ends = input.ends })
    home.update("certificate", id, { replaced = new })
    remind(call, home, new, input.ends)
    return { facts = { certificate = new } }
  end }
