-- The eligibility ends before its time, or a new assessment is asked for: not
-- within the first six months, but when the state has changed back.
local fields = require "lib.fields"
local reminders = require "lib.reminders"
local tell = require "lib.tell"

return {
  zh = "终止长护险资格", en = "End an eligibility", permission = "assessment.ltc", confirm = true,
  input = fields.of({ name = "ltc", type = "ref", to = "ltc", required = true, zh = "长护险资格",
    en = "Eligibility" },
    { name = "why", type = "enum", required = true, zh = "原因", en = "Because", values = {
      { value = "again", zh = "重新评估", en = "Assessed anew" },
      { value = "left", zh = "退住", en = "Left the home" },
      { value = "died", zh = "去世", en = "Died" },
      { value = "withdrawn", zh = "医保撤销", en = "Withdrawn by the insurance" } } },
    "note"),
  output = fields.of({ name = "ltc", type = "id", zh = "编号", en = "Number" }),
  run = function(call, home)
    local row = home.get("ltc", call.input.ltc)
    if row.state ~= "valid" then
      refuse("ltc", "ended", "这项资格已经终止。", "This eligibility has ended already.")
    elseif call.input.why == "again" and call.today < row.again_from then
      refuse("why", "too_early", "结论满六个月（" .. row.again_from .. "）后才能申请重新评估。",
        "It may be assessed anew from " .. row.again_from .. ", six months after it began.")
    end
    if refused() then stop() end
    reminders.stop(call, home, row)
    home.update("ltc", row.id, { state = "ended",
      ended_because = call.input.why .. (call.input.note and ": " .. call.input.note or "") })
    tell(home, row.resident, "ltc")
    return { ltc = row.id }
  end,
}
