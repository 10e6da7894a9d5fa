-- Answers the duty to review an order: it goes on, with the next day of review if there
-- is one, or not yet and why. What has to change is a change or a stop, before.
local fields = require "lib.fields"
local orders = require "lib.orders"
local reviews = require "lib.reviews"

return {
  zh = "复核医嘱", en = "Review an order", permission = "medication.order",
  records = "review_order",
  input = fields.of(
    { name = "duty", type = "text", max = 60, required = true, zh = "复核任务", en = "Duty" },
    { name = "outcome", type = "text", max = 20, required = true, zh = "结果", en = "Outcome" },
    { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
    { name = "next", type = "date", zh = "下次复核（暂未复核：哪天再问，不填为明天）",
      en = "Next review (not yet: ask again on, tomorrow when empty)" },
    "note",
    { name = "version", type = "integer", zh = "版本", en = "Version" }),
  output = { { name = "next", type = "date", zh = "下次复核", en = "Next review" } },
  run = function(call, home)
    local course, input = home.get("course", call.duty.data.course), call.input
    local order = orders.current(call, home, course.current)
    local day = input.next or (input.outcome ~= "done" and date.add(call.today, 1)) or nil
    if day and day <= call.today then
      refuse("next", "past", "下次复核要在今天以后。", "The next review must be after today.")
    end
    if refused() then stop() end
    -- the core records the duty that asked; what asks next is a new one
    home.update("course", course.id, { review = null, review_on = null })
    if day then reviews.ask(call, home, course, order, day) end
    return { next = day, facts = { next = day, note = input.note } }
  end,
}
