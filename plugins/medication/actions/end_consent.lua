-- The agreement is withdrawn or ends early: from then on nothing is given;
-- what was given earlier on that day may still be entered.
local consents = require "lib.consents"
local fields = require "lib.stock_fields"

return {
  zh = "终止服药管理协议", en = "End a consent", permission = "medication.consent", confirm = true,
  input = fields.of(
    { name = "consent", type = "ref", to = "consent", required = true, zh = "协议",
      en = "Consent" },
    { name = "on", type = "date", zh = "终止日期（不填为今天）", en = "Ended on (today when empty)" },
    "reason"),
  output = { { name = "consent", type = "id", zh = "协议", en = "Consent" } },
  run = function(call, home)
    local consent = home.get("consent", call.input.consent)
    local on = call.input.on or call.today
    if consent.state == "ended" then
      refuse("consent", "ended", "这份协议已经终止。", "This agreement has ended already.")
    elseif on > call.today then
      refuse("on", "future", "终止日期还没有到。", "That day has not come yet.")
    end
    if refused() then stop() end
    consents.forget(home, consent)
    home.update("consent", consent.id, { state = "ended", ended_on = on,
      ended_at = on == time.date(call.happened_at) and call.happened_at or time.at(on, "00:00"),
      ended_because = call.input.reason })
    return { consent = consent.id }
  end,
}
