-- The new licence takes the old one's place, and asks in its turn.
local fields = require "lib.fields"
local remind = require "lib.remind"

local function optional(name, type, zh, en) return fields.make(name, type, zh, en, { max = 60 }) end

local function check(call, old)
  local input = call.input
  if not input.number or not input.starts then
    refuse(input.number and "starts" or "number", "required", "请写新证的编号和发证日期。",
      "Write the new licence's number and its first day.")
  elseif input.starts < old.starts then
    refuse("starts", "order", "新证的发证日期早于旧证。", "The new licence begins before the old one.")
  elseif input.ends and input.ends <= input.starts then
    refuse("ends", "order", "到期日要晚于发证日期。", "It must end after it begins.")
  end
  if refused() then stop() end
end

return { zh = "记录换证", en = "Record a renewal", permission = "registry.keep",
  records = "renew_licence",
  input = fields.duty_of(optional("number", "text", "新证编号", "New number"),
    fields.make("starts", "date", "发证日期", "From"), "ends", "document"),
  run = function(call, home)
    local input = call.input
    local id = math.tointeger(call.duty.subject:match("^licence:(%d+)$"))
    if call.supersedes then
      fail("换证已经生效，不能更正。", "The renewal has taken effect and is not corrected.")
    end
    if input.outcome ~= "renewed" then return { facts = { document = input.document } } end
    local old = home.get("licence", id)
    check(call, old)
    local new = home.insert("licence", { kind = old.kind, number = input.number,
      issuer = old.issuer, starts = input.starts, ends = input.ends, document = input.document })
    home.update("licence", id, { replaced = new })
    remind(call, home, new, input.ends)
    return { facts = { document = input.document, licence = new } }
  end }
