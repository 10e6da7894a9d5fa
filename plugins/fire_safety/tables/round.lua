-- One walk along a route. `started` and `ended` are what the person says;
-- `recorded` is the system's clock.
local enums = require "data.enums"

return {
  zh = "巡查", en = "Round",
  columns = {
    { name = "route", type = "ref", to = "route", required = true, zh = "路线", en = "Route" },
    { name = "started", type = "instant", required = true, zh = "开始", en = "Started" },
    { name = "ended", type = "instant", zh = "结束", en = "Ended" },
    { name = "recorded", type = "instant", required = true, zh = "记录时间", en = "Recorded" },
    { name = "person", type = "integer", required = true, zh = "记录人编号", en = "Person" },
    { name = "person_name", type = "text", max = 60, required = true, zh = "记录人",
      en = "Recorded by" },
    { name = "walked_by", type = "text", max = 60, required = true, zh = "巡查人",
      en = "Walked by" },
    { name = "entry", type = "enum", values = enums.entry, required = true, zh = "记录方式",
      en = "Entry" },
    { name = "state", type = "enum", values = enums.round, required = true, zh = "状态",
      en = "State" },
    { name = "duty", type = "text", max = 40, zh = "任务", en = "Duty" },
    { name = "problems", type = "integer", min = 0, required = true, default = 0, zh = "问题数",
      en = "Problems" },
    { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
  },
  transitions = { state = { initial = { "running", "finished" },
    running = { "finished", "abandoned" }, finished = { "replaced" } } },
}
