-- Fields that several actions, queries and tables share.
local classes = require "data.classes"

local function field(name, type, zh, en, more)
  local declared = { name = name, type = type, zh = zh, en = en }
  for key, value in pairs(more or {}) do declared[key] = value end
  return declared
end

local function enum(name, zh, en, list)
  local values = array {}
  for i, one in ipairs(list) do values[i] = { value = one[1], zh = one[2], en = one[3] } end
  return field(name, "enum", zh, en, { values = values, required = true })
end

local of_class = array {}
for i, one in ipairs(classes) do of_class[i] = { one.class, one.zh, one.en } end

local fields = {
  id = field("id", "id", "编号", "Number"),
  incident = field("incident", "ref", "事件", "Incident", { to = "incident", required = true }),
  kind = enum("kind", "种类", "Kind", { { "fall", "跌倒", "Fall" },
    { "bed_fall", "坠床", "Fall from bed" },
    { "choking", "噎食", "Choking" },
    { "mistaken_intake", "食品药品误食", "Wrong food or medicine" },
    { "pressure_injury", "压疮", "Pressure injury" }, { "burn", "烫伤", "Burn or scald" },
    { "harm", "他伤", "Hurt by another" }, { "self_harm", "自伤", "Hurt oneself" },
    { "wandering", "走失", "Wandering off" },
    { "activity", "文娱活动意外", "Accident at an activity" },
    { "medication_error", "用药差错", "Medication error" }, { "infection", "传染病", "Infection" },
    { "fire", "火情", "Fire" }, { "death", "死亡", "Death" }, { "other", "其他", "Other" } }),
  class = enum("class", "上报类别", "Class for reporting", of_class),
  severity = enum("severity", "程度", "Severity", { { "near_miss", "险些发生", "Near miss" },
    { "none", "没有伤害", "No harm" }, { "minor", "轻伤", "Minor harm" },
    { "serious", "重伤", "Serious harm" }, { "death", "死亡", "Death" } }),
  resident = field("resident", "ref", "老人", "Resident", { to = "residents.resident" }),
  resident_name = field("resident_name", "text", "老人", "Resident"),
  place = field("place", "text", "地点", "Place", { max = 100 }),
  what = field("what", "text", "经过", "What happened", { min = 1, max = 2000, required = true }),
  title = field("title", "text", "是什么", "What it is", { max = 100 }),
  file = field("file", "file", "照片或文件", "Picture or document", { required = true }),
  witnesses = field("witnesses", "text", "在场的人", "Who was there", { max = 300 }),
  state = enum("state", "状态", "State", { { "open", "待查清", "To be found out" },
    { "investigated", "待结案", "To be closed" }, { "closed", "已结案", "Closed" },
    { "withdrawn", "已撤销", "Withdrawn" } }),
  whom = enum("whom", "告诉谁", "Told whom", { { "family", "家属", "The family" },
    { "authority", "主管部门", "The authority" }, { "doctor", "医生", "A doctor" },
    { "other", "其他", "Somebody else" } }),
  name = field("name", "text", "姓名或单位", "Name", { min = 1, max = 100, required = true }),
  channel = enum("channel", "方式", "By", { { "in_person", "当面", "In person" },
    { "phone", "电话", "Phone" }, { "message", "消息", "Message" }, { "form", "书面", "In writing" } }),
  duty = field("duty", "text", "任务", "Duty", { max = 40, required = true }),
  outcome = field("outcome", "text", "结果", "Outcome", { max = 40, required = true }),
  at = field("at", "instant", "实际时间（不填就是现在）", "Really at (now when empty)"),
  reason = field("reason", "text", "原因", "Reason", { max = 500 }),
  supersedes = field("supersedes", "integer", "更正哪一条", "Corrects"),
  version = field("version", "integer", "版本", "Version"),
  cause = field("cause", "text", "原因分析", "Cause", { min = 1, max = 2000, required = true }),
  measures = field("measures", "text", "整改措施", "Measures", { min = 1, max = 2000,
    required = true }),
  because = field("because", "text", "原因", "Because", { min = 2, max = 500, required = true }),
  lessons = field("lessons", "text", "教训", "Lessons", { min = 1, max = 2000, required = true }),
  tone = field("tone", "text", "提示色", "Tone"),
}
fields.from = field("from", "date", "从", "From", { required = true })
fields.to = field("to", "date", "到（含）", "To (included)", { required = true })
fields.count = field("count", "integer", "件数", "Number")
fields.near_misses = field("near_misses", "integer", "险些发生", "Near misses")
fields.harmed = field("harmed", "integer", "有伤害", "With harm")
fields.open = field("open", "integer", "未结案", "Not closed")
fields.of = choose(fields)
fields.make = field

-- Inputs of an action that records a duty, then its own.
function fields.duty_of(...)
  return fields.of("duty", "outcome", "at", "reason", "supersedes", "version", ...)
end

return fields
