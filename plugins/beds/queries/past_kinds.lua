-- What beds were before they were changed, in order.
local columns = require "lib.columns"

return {
  zh = "床位原来的类型", en = "What beds were", permission = "beds.read", at = true,
  input = {},
  columns = columns.of("bed", "kind", "class",
    { name = "until_day", type = "date", zh = "到哪天为止（不含）", en = "Up to (not included)" }),
  sql = [[ select bed, kind, class, until_day from beds_past_kind order by bed, until_day ]],
}
