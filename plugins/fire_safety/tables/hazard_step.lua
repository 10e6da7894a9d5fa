-- What was done about a hazard, by whom; claimed and recorded time.
local enums = require "data.enums"

return {
  zh = "隐患经过", en = "Step of a hazard", append_only = true,
  columns = {
    { name = "hazard", type = "ref", to = "hazard", required = true, zh = "隐患", en = "Hazard" },
    { name = "state", type = "enum", values = enums.hazard_state, required = true, zh = "到",
      en = "Became" },
    { name = "person", type = "integer", required = true, zh = "人编号", en = "Person" },
    { name = "person_name", type = "text", max = 60, required = true, zh = "人", en = "By" },
    { name = "at", type = "instant", required = true, zh = "时间", en = "At" },
    { name = "recorded", type = "instant", required = true, zh = "记录时间", en = "Recorded" },
    { name = "note", type = "text", max = 1000, zh = "说明", en = "Note" },
  },
}
