local enums = require "data.enums"

local function person(name, zh, en)
  return { name = name, type = "integer", zh = zh .. "编号", en = en .. " (number)" },
    { name = name .. "_name", type = "text", max = 60, zh = zh, en = en }
end

local found, found_name = person("found_by", "发现人", "Found by")
local fixed, fixed_name = person("fixed_by", "整改人", "Put right by")
local accepted, accepted_name = person("accepted_by", "验收人", "Accepted by")

return {
  zh = "隐患", en = "Hazard", history = true,
  columns = {
    { name = "kind", type = "enum", values = enums.hazard_group, required = true, zh = "类别",
      en = "Group" },
    { name = "what", type = "text", min = 2, max = 500, required = true, zh = "隐患",
      en = "Hazard" },
    { name = "building", type = "text", max = 40, zh = "楼栋", en = "Building" },
    { name = "floor", type = "text", max = 40, zh = "楼层", en = "Floor" },
    { name = "place", type = "text", max = 100, zh = "位置", en = "Place" },
    { name = "photo", type = "file", zh = "照片", en = "Picture" },
    { name = "source", type = "enum", values = enums.hazard_source, required = true, zh = "来源",
      en = "Source" },
    { name = "equipment", type = "ref", to = "equipment", zh = "器材", en = "Equipment" },
    found, found_name,
    { name = "found_at", type = "instant", required = true, zh = "发现时间", en = "Found" },
    { name = "recorded", type = "instant", required = true, zh = "记录时间", en = "Recorded" },
    { name = "state", type = "enum", values = enums.hazard_state, required = true,
      default = "found", zh = "状态", en = "State" },
    { name = "level", type = "enum", values = enums.hazard_level, zh = "等级", en = "Level" },
    { name = "grounds", type = "json", zh = "判定依据条目", en = "Items it falls under" },
    { name = "edition", type = "text", max = 200, zh = "判定标准", en = "Judged by" },
    { name = "judged_at", type = "instant", zh = "判定时间", en = "Judged" },
    { name = "measures", type = "text", max = 1000, zh = "整改措施", en = "Measures" },
    { name = "interim", type = "text", max = 1000, zh = "整改期间的防范措施",
      en = "Precautions meanwhile" },
    { name = "owner", type = "text", max = 60, zh = "责任人", en = "Owner" },
    { name = "deadline", type = "date", zh = "整改期限", en = "Deadline" },
    fixed, fixed_name,
    { name = "fixed_at", type = "instant", zh = "整改完成", en = "Put right" },
    { name = "proof", type = "text", max = 1000, zh = "整改证明", en = "Proof" },
    { name = "proof_file", type = "file", zh = "整改照片", en = "Picture of it" },
    accepted, accepted_name,
    { name = "accepted_at", type = "instant", zh = "验收时间", en = "Accepted" },
    { name = "closed_at", type = "instant", zh = "销号时间", en = "Closed" },
    { name = "escalated", type = "instant", zh = "上报时间", en = "Escalated" },
    { name = "schedule", type = "integer", zh = "排程", en = "Schedule" },
  },
  transitions = { state = {
    initial = { "found" },
    found = { "judged", "dismissed" },
    judged = { "planned" },
    planned = { "fixed" },
    fixed = { "accepted", "planned" },
    accepted = { "closed" },
  } },
  share = { "kind", "what", "state", "level", "found_at", "deadline", "fixed_at", "closed_at",
    "edition" },
}
