-- Beds in use and residents living here, as the beds plugin has them today.
local fields = require "lib.fields"

return { zh = "在用床位", en = "Beds in use", permission = "registry.read",
  columns = { fields.make("beds", "integer", "在用床位", "Beds in use"),
    fields.make("nursing", "integer", "护理型", "Nursing"),
    fields.make("living", "integer", "在住老人", "Living here") },
  sql = [[
    select count(b.id) as beds, coalesce(sum(b.kind in ('nursing', 'dementia')), 0) as nursing,
      coalesce(sum(exists (select s.id from beds_stay s
        where s.bed = b.id and s.state = 'active')), 0) as living
    from beds_bed b
    where (b.opened is null or b.opened <= today())
      and (b.retired is null or b.retired > today()) ]],
}
