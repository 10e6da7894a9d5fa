local fields = require "lib.fields"

return { zh = "家属座谈会", en = "Family meetings", permission = "feedback.read",
  columns = fields.of("id", fields.make("planned", "instant", "计划时间", "Planned"),
    fields.make("held", "instant", "召开时间", "Held"), fields.make("topic", "text", "议题", "Topic"),
    fields.make("families", "integer", "到会家属", "Families"),
    fields.make("residents", "integer", "到会老人", "Residents"),
    fields.make("points", "text", "提了什么", "What was raised"),
    fields.make("decisions", "text", "定了什么", "What was decided"),
    fields.make("led_by", "text", "主持人", "Led by"), "tone"),
  sql = [[
    select m.id, m.planned, m.held, m.topic, m.families, m.residents, m.points, m.decisions,
      m.led_by, case when m.held is not null then 'free' when m.planned < now() then 'late'
        else 'reserved' end as tone
    from feedback_meeting m order by m.planned desc, m.id desc limit 1000 ]] }
