local fields = require "lib.fields"

local function instant(name, zh, en, required)
  return fields.make(name, "instant", zh, en, { required = required })
end

return { zh = "投诉", en = "Complaint", history = true,
  columns = fields.of("area", "from_whom", "resident",
    fields.make("text", "text", "内容", "What was said", { min = 1, max = 2000, required = true,
      personal = "resident" }), "state", instant("made", "提出时间", "Made", true),
    fields.make("answer_by", "date", "答复期限", "Answer by", { required = true }),
    fields.make("close_by", "date", "办结期限", "Close by", { required = true }),
    instant("answered", "答复时间", "Answered"), instant("closed", "办结时间", "Closed"),
    fields.make("answer", "text", "答复", "Answer", { max = 2000 }),
    fields.make("measures", "text", "改了什么", "What was changed", { max = 2000 }),
    fields.make("content", "boolean", "提出人认可", "Is content")),
  transitions = { state = { initial = { "open" }, open = { "answered" },
    answered = { "closed" } } },
}
