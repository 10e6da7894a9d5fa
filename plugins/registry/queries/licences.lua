local fields = require "lib.fields"

return { zh = "证照", en = "Licences", permission = "registry.read",
  columns = fields.of("id", "kind", "number", "issuer", "starts", "ends",
    fields.make("state", "enum", "状态", "State", { values = {
      { value = "valid", zh = "有效", en = "Valid" },
      { value = "ending", zh = "快到期", en = "Ends soon" },
      { value = "ended", zh = "已过期", en = "Ended" },
      { value = "replaced", zh = "已换发", en = "Replaced" } } }), "document", "tone"),
  sql = [[
    select l.id, l.kind, l.number, l.issuer, l.starts, l.ends, l.document,
      case when l.replaced is not null then 'replaced' when l.ends < today() then 'ended'
        when l.ends < date_add(today(), 60) then 'ending' else 'valid' end as state,
      case when l.replaced is not null then 'away' when l.ends < today() then 'alarm'
        when l.ends < date_add(today(), 60) then 'late' else 'free' end as tone
    from registry_licence l order by l.replaced is not null, l.ends is null, l.ends, l.id ]] }
