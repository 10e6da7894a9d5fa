-- Carers' shifts that touch a period, as they were worked where that is on file.
local fields = require "lib.fields"

return { zh = "护理员班次", en = "Carers' shifts", permission = "staff.read",
  input = fields.of("from", "to"),
  columns = fields.of(fields.make("starts", "instant", "开始", "From"),
    fields.make("ends", "instant", "结束", "To"), fields.make("came", "boolean", "到岗", "Came")),
  sql = [[
    select coalesce(s.came, s.starts) as starts, coalesce(s.went, s.ends) as ends,
      s.came is not null as came
    from staff_shift s join staff_member m on m.id = s.member
    where m.post = 'carer' and s.absent is null and local_date(s.starts) <= :to
      and local_date(s.ends) >= :from
    order by 1, 2 ]] }
