-- When the last condition of a bed ended.
local columns = require "lib.columns"

return {
  zh = "上一次床况", en = "Last condition", permission = "beds.read",
  input = { columns.bed },
  columns = columns.of("ends"),
  sql = [[ select max(ends) as ends from beds_condition where bed = :bed ]],
}
