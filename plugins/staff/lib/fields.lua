-- Fields that several actions, queries and tables share.
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

local must = { required = true }
local fields = {
  id = field("id", "id", "编号", "Number"),
  member = field("member", "ref", "员工", "Member", { to = "member", required = true }),
  member_name = field("member_name", "text", "员工", "Member"),
  name = field("name", "text", "姓名", "Name", { min = 1, max = 60, required = true }),
  post = enum("post", "岗位", "Post", { { "carer", "护理员", "Carer" }, { "nurse", "护士", "Nurse" },
    { "doctor", "医生", "Doctor" }, { "social_worker", "社会工作者", "Social worker" },
    { "manager", "管理人员", "Manager" }, { "safety", "消防安全", "Fire safety" },
    { "cook", "厨师", "Cook" }, { "other", "其他", "Other" } }),
  skill = enum("skill", "护理员技能等级", "Carer's skill level", { { "none", "无", "None" },
    { "5", "五级/初级", "Five, beginner" }, { "4", "四级/中级", "Four, intermediate" },
    { "3", "三级/高级", "Three, advanced" }, { "2", "二级/技师", "Two, technician" },
    { "1", "一级/高级技师", "One, senior technician" } }),
  full_time = field("full_time", "boolean", "全职", "Full time", { required = true, default = true }),
  since = field("since", "date", "入职日期", "Since", must),
  left = field("left", "date", "离职日期", "Left"),
  kind = field("kind", "text", "种类", "Kind", { min = 1, max = 60, required = true }),
  number = field("number", "text", "证书编号", "Number", { max = 60 }),
  starts = field("starts", "date", "发证日期", "From", must),
  ends = field("ends", "date", "到期日（长期有效不填）", "Ends (empty: never)"),
  topic = field("topic", "text", "内容", "Topic", { min = 1, max = 200, required = true }),
  held = field("held", "date", "日期", "Held", must),
  hours = field("hours", "decimal", "学时", "Hours", { scale = 1, min = "0.5", max = "200",
    required = true }),
  before_work = field("before_work", "boolean", "岗前培训", "Before work", { required = true,
    default = false }),
  score = field("score", "integer", "成绩", "Score", { min = 0, max = 100 }),
  pass_mark = field("pass_mark", "integer", "及格分", "Pass mark", { min = 0, max = 100 }),
  came = field("came", "instant", "到岗", "Came"),
  went = field("went", "instant", "离岗", "Went"),
  absent = field("absent", "text", "没有来的原因", "Did not come because", { max = 200 }),
  from = field("from", "date", "从", "From", must),
  to = field("to", "date", "到（含）", "To (included)", must),
  tone = field("tone", "text", "提示色", "Tone"),
}
fields.state = field("state", "enum", "够不够", "Enough", { values = {
  { value = "met", zh = "够", en = "Enough" }, { value = "short", zh = "不够", en = "Too few" } } })
fields.of = choose(fields)
fields.make = field

return fields
