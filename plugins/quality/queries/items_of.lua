-- The items of an edition, in the order of parts and of the table that came in.
local fields = require "lib.fields"

return {
  zh = "评定细项", en = "Items", permission = "quality.read",
  input = { fields.make("standard", "text", "标准", "Standard", { max = 40 }),
    fields.make("edition", "text", "版本", "Edition", { max = 40 }) },
  columns = fields.of("id", "standard", "edition", "part", "code", "name", "points", "fact",
    "effort"),
  sql = [[
    select i.id, i.standard, i.edition, i.part, i.code, i.name, i.points, i.fact, i.effort
    from quality_item i
    where (:standard is null or i.standard = :standard)
      and (:edition is null or i.edition = :edition)
    order by i.standard, i.edition, case i.part when 'environment' then 1 when 'facilities' then 2
      when 'operation' then 3 else 4 end, i.id ]],
}
