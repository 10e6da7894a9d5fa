-- What a bed was before it was changed, up to a day: figures of a past day
-- count it as what it was then.
local enums = require "data.enums"

return {
  zh = "床位原来的类型", en = "What a bed was", history = true,
  columns = {
    { name = "bed", type = "ref", to = "bed", required = true, zh = "床位", en = "Bed" },
    { name = "until_day", type = "date", required = true, zh = "到哪天为止（不含）",
      en = "Up to (not included)" },
    { name = "kind", type = "enum", values = enums.kind, required = true, zh = "类型",
      en = "Kind" },
    { name = "class", type = "enum", values = enums.class, required = true, zh = "服务类别",
      en = "Class" },
  },
  unique = { { columns = { "bed", "until_day" } } },
}
