local fields = require "lib.fields"

return { zh = "家属座谈会", en = "Family meeting", history = true,
  columns = fields.of(fields.make("topic", "text", "议题", "Topic", { min = 1, max = 200,
      required = true }),
    fields.make("planned", "instant", "计划时间", "Planned", { required = true }),
    fields.make("held", "instant", "召开时间", "Held"),
    fields.make("families", "integer", "到会家属", "Families", { min = 0, max = 10000 }),
    fields.make("residents", "integer", "到会老人", "Residents", { min = 0, max = 10000 }),
    fields.make("points", "text", "提了什么", "What was raised", { max = 4000 }),
    fields.make("decisions", "text", "定了什么", "What was decided", { max = 4000 }),
    fields.make("led_by", "text", "主持人", "Led by", { max = 60 })) }
