-- A time in which the doses of a course are held: by the doctor, or because
-- the resident is away. Several may hold at once; doses are asked for again
-- when the last one ends.
local enums = require "data.enums"

return {
  zh = "暂停", en = "Pause", history = true,
  columns = {
    { name = "course", type = "ref", to = "course", required = true, zh = "用药",
      en = "Course" },
    { name = "kind", type = "enum", values = enums.pause, required = true, zh = "类别",
      en = "Kind" },
    { name = "starts", type = "instant", required = true, zh = "开始", en = "From" },
    { name = "ends", type = "instant", zh = "结束", en = "To" },
    { name = "reason", type = "text", max = 500, required = true, zh = "原因", en = "Reason" },
    { name = "person", type = "text", max = 80, zh = "登记人", en = "Entered by" },
    { name = "ended_by", type = "text", max = 80, zh = "恢复登记人", en = "Ended by" },
  },
  unique = { { columns = { "course", "kind", "starts" } } },
}
