-- Fields that several actions, queries and tables share.
local basic = require "data.basic"
local evidence = require "data.evidence"

local levels = array {}
for i, zh in ipairs { "未达一级", "一级", "二级", "三级", "四级", "五级" } do
  levels[i] = { value = tostring(i - 1), zh = zh, en = i == 1 and "No level" or "Level " .. i - 1 }
end

local function field(name, type, zh, en, more)
  local declared = { name = name, type = type, zh = zh, en = en }
  for key, value in pairs(more or {}) do declared[key] = value end
  return declared
end

-- One value for each part of the standard.
local function of_parts(name, type, zh, en, more)
  local function part(key, zh_part, en_part)
    return field(key, type, zh_part, en_part, more)
  end
  return field(name, "object", zh, en, { fields = { part("environment", "环境", "Environment"),
    part("facilities", "设施设备", "Facilities"), part("operation", "运营管理", "Operation"),
    part("service", "服务", "Service") } })
end

local must = { required = true }
local points = { min = 0, max = 1000 }
local scores = of_parts("scores", "integer", "各部分得分", "Scores of the parts", points)

local function enum(name, zh, en, list)
  local values = array {}
  for i, one in ipairs(list) do values[i] = { value = one[1], zh = one[2], en = one[3] } end
  return field(name, "enum", zh, en, { values = values })
end

-- Names of a list of { name, zh, en, ... } as values of a field.
local function named(list, key)
  local all = {}
  for i, one in ipairs(list) do all[i] = { one[key], one.zh, one.en } end
  return all
end
local fields = {
  id = field("id", "id", "编号", "Number"),
  standard = field("standard", "text", "标准", "Standard",
    { max = 40, default = "GB/T 37276-2018", required = true }),
  edition = field("edition", "text", "版本", "Edition", { max = 40 }),
  on = field("on", "date", "日期（不填就是今天）", "On (today when empty)"),
  scores = scores,
  bases = of_parts("bases", "integer", "各部分适用分（有合理缺项时）",
    "Points that apply, where some do not", points),
  evidence = of_parts("evidence", "text", "各部分依据（文件、记录）", "Evidence of the parts",
    { max = 1000 }),
  part = enum("part", "部分", "Part", { { "environment", "环境", "Environment" },
    { "facilities", "设施设备", "Facilities" }, { "operation", "运营管理", "Operation" },
    { "service", "服务", "Service" } }),
  code = field("code", "text", "编号", "Code", { min = 1, max = 30, required = true }),
  name = field("name", "text", "内容", "Item", { min = 1, max = 500, required = true }),
  points = field("points", "integer", "分值", "Points", { min = 1, max = 600, required = true }),
  fact = enum("fact", "用什么记录作依据", "Records that show it", named(evidence, "fact")),
  effort = field("effort", "integer", "改到位要几个人日", "Person-days to put right",
    { min = 1, max = 10000 }),
  score = field("score", "integer", "得分", "Score", { min = 0, max = 600, required = true,
    default = 0 }),
  left_out = field("left_out", "boolean", "不适用（合理缺项）", "Does not apply", { required = true,
    default = false }),
  suggested = field("suggested", "integer", "按记录", "By the records"),
  met = field("met", "integer", "做到", "Met"),
  out_of = field("of", "integer", "应有", "Of"),
  item_document = field("document", "text", "依据文件", "Document", { max = 200 }),
  shown = field("shown", "boolean", "有依据", "Shown", { required = true }),
  requirement = enum("requirement", "要求", "Requirement", named(basic, "requirement")),
  verdict = enum("verdict", "结论", "Verdict", { { "met", "达到", "Met" },
    { "not_met", "没有达到", "Not met" }, { "not_needed", "本院不需要", "Not needed here" } }),
  share = field("share", "decimal", "占比", "Share", { scale = 2, unit = "%" }),
  total = field("total", "integer", "总分", "Total"),
  rates = field("rates", "json", "各部分得分率（%）", "Rates of the parts (%)"),
  level = field("level", "integer", "等级", "Level"),
  level_name = field("level_name", "enum", "等级", "Level", { values = levels }),
  next_level = field("next_level", "integer", "下一等级", "Next level"),
  short_of = field("short_of", "json", "差在哪里", "Short of"),
  blocked = field("blocked", "json", "暂不评定的原因", "Why no level is given"),
  confidence = field("confidence", "text", "把握", "Confidence"),
  from = field("from", "date", "从", "From", must),
  to = field("to", "date", "到", "To", must),
  document = field("document", "text", "依据文件", "Document", { max = 200, required = true }),
  note = field("note", "text", "说明", "Note", { max = 1000 }),
  tone = field("tone", "text", "提示色", "Tone"),
  state = field("state", "enum", "状态", "State", { values = {
    { value = "valid", zh = "有效", en = "Valid" },
    { value = "superseded", zh = "已被取代", en = "Superseded" },
    { value = "expired", zh = "已过期", en = "Expired" } } }),
}
for _, name in ipairs { "part", "requirement", "verdict" } do fields[name].required = true end
fields.of = choose(fields)
fields.make = field
fields.levels = levels

-- What pages show of a fact of the records.
fields.facts = fields.of("fact", "part", field("part_name", "text", "部分", "Part"),
  field("title", "json", "记录", "Records"), field("value", "text", "数值", "Value"), "met", "out_of",
  "share", field("note", "json", "说明", "Note"), field("page", "text", "页", "Page"),
  field("ask", "json", "查询", "Asked"), "tone")

return fields
