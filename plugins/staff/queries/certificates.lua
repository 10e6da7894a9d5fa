local fields = require "lib.fields"

return { zh = "证书", en = "Certificates", permission = "staff.read",
  columns = fields.of("id", "member", "member_name", "kind", "number", "starts", "ends", "tone"),
  sql = [[
    select c.id, c.member, m.name as member_name, c.kind, c.number, c.starts, c.ends,
      case when c.replaced is not null then 'away' when c.ends < today() then 'alarm'
        when c.ends < date_add(today(), 30) then 'late' else 'free' end as tone
    from staff_certificate c join staff_member m on m.id = c.member
    where m.left is null or m.left >= today()
    order by c.replaced is not null, c.ends is null, c.ends, c.id ]] }
