-- Fields that several actions, queries and tables share.
local function field(name, type, zh, en, more)
  local declared = { name = name, type = type, zh = zh, en = en }
  for key, value in pairs(more or {}) do declared[key] = value end
  return declared
end

local function values(list)
  local all = array {}
  for i, one in ipairs(list) do all[i] = { value = one[1], zh = one[2], en = one[3] } end
  return { values = all, required = true }
end

local fields = {
  id = field("id", "id", "编号", "Number"),
  grade = field("grade", "enum", "评价", "Rating", values { { "5", "非常满意", "Very satisfied" },
    { "4", "满意", "Satisfied" }, { "3", "基本满意", "Fairly satisfied" },
    { "2", "不满意", "Dissatisfied" }, { "1", "非常不满意", "Very dissatisfied" } }),
  area = field("area", "enum", "方面", "About", values { { "care", "生活照料", "Care" },
    { "meals", "膳食", "Meals" }, { "medical", "医疗护理", "Medical care" },
    { "environment", "环境卫生", "Rooms and cleanliness" }, { "staff", "工作态度", "Staff" },
    { "fees", "收费", "Fees" }, { "other", "其他", "Other" } }),
  from_whom = field("from_whom", "enum", "谁提的", "From", values { { "resident", "老人", "Resident" },
    { "family", "家属", "Family" }, { "visitor", "来访者", "Visitor" },
    { "unknown", "匿名", "Anonymous" } }),
  resident = field("resident", "ref", "老人", "Resident", { to = "residents.resident" }),
  text = field("text", "text", "内容", "What was said", { min = 1, max = 2000, required = true }),
  note = field("note", "text", "说明", "Note", { max = 1000 }),
  state = field("state", "enum", "状态", "State", values { { "open", "待答复", "To be answered" },
    { "answered", "办理中", "Being settled" }, { "closed", "已办结", "Closed" } }),
  at = field("at", "instant", "实际时间（不填就是现在）", "Really at (now when empty)"),
  duty = field("duty", "text", "任务", "Duty", { max = 40, required = true }),
  outcome = field("outcome", "text", "结果", "Outcome", { max = 40, required = true }),
  reason = field("reason", "text", "原因", "Reason", { max = 500 }),
  supersedes = field("supersedes", "integer", "更正哪一条", "Corrects"),
  version = field("version", "integer", "版本", "Version"),
  tone = field("tone", "text", "提示色", "Tone"),
}
fields.of = choose(fields)
fields.make = field

-- Inputs of an action that records a duty, then its own.
function fields.duty_of(...)
  return fields.of("duty", "outcome", "at", "reason", "supersedes", "version", ...)
end

return fields
