-- Inputs and columns that several actions and queries share.
local enums = require "data.enums"
local scales = require "lib.scales"

local standards = {}
for i, scale in ipairs(scales.list) do
  standards[i] = { value = scale.standard, zh = scale.standard .. " " .. scale.zh,
    en = scale.standard .. ", " .. scale.en }
end

local assessor = {
  { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
  { name = "background", type = "enum", values = enums.background, required = true, zh = "专业背景",
    en = "Background" },
  { name = "title", type = "text", max = 60, zh = "职称或资格", en = "Title or certificate" },
  { name = "signed", type = "instant", zh = "签名时间（不填就是现在）",
    en = "Signed at (now when empty)" },
}

local fields = {
  resident = { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" },
  resident_name = { name = "resident_name", type = "text", zh = "姓名", en = "Name" },
  standard = { name = "standard", type = "enum", values = standards, zh = "量表", en = "Scale" },
  standard_text = { name = "standard", type = "text", max = 40, required = true, zh = "量表",
    en = "Scale" },
  edition = { name = "edition", type = "text", max = 40, zh = "版本", en = "Edition" },
  base_date = { name = "base_date", type = "date", zh = "评估基准日期", en = "Base date" },
  reason = { name = "reason", type = "enum", values = enums.reason, zh = "评估原因", en = "Reason" },
  answers = { name = "answers", type = "json", zh = "各项得分", en = "Answers" },
  coma = { name = "coma", type = "boolean", zh = "昏迷（A.5.11）", en = "Coma (A.5.11)" },
  diagnoses = { name = "diagnoses", type = "list", max = 60, of = { type = "text", max = 12 },
    zh = "疾病诊断（ICD-10 编码）", en = "Diagnoses (ICD-10 codes)" },
  psychiatrist = { name = "psychiatrist", type = "boolean",
    zh = "精神障碍由精神科专科医生诊断", en = "Mental disorder diagnosed by a psychiatrist" },
  risk_events = { name = "risk_events", type = "json",
    zh = "近 30 天照护风险事件（种类: 次数或日期）", en = "Care-risk events in 30 days" },
  -- what is empty in an input says nothing; the desk tells here what was emptied
  clear = { name = "clear", type = "list", max = 60, of = { type = "text", max = 40 },
    zh = "清空的栏目", en = "Entries to empty" },
  self_rating = { name = "self_rating", type = "object", zh = "自评表（依赖项数）",
    en = "Self-rating (dependent items)", fields = {
      { name = "a", type = "integer", min = 0, max = 3, required = true, zh = "a 类",
        en = "Class a" },
      { name = "b", type = "integer", min = 0, max = 3, required = true, zh = "b 类",
        en = "Class b" } } },
  provider = { name = "provider", type = "text", max = 60, zh = "信息提供者",
    en = "Information provider" },
  relation = { name = "relation", type = "enum", values = enums.relation,
    zh = "信息提供者与老人的关系", en = "Provider's relation" },
  contact = { name = "contact", type = "text", max = 60, zh = "信息提供者电话",
    en = "Provider's telephone" },
  provider_signed = { name = "provider_signed", type = "instant", zh = "信息提供者签名时间",
    en = "Provider signed at" },
  place = { name = "place", type = "text", max = 100, zh = "评估地点", en = "Place" },
  note = { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
  assessors = { name = "assessors", type = "list", max = 6, zh = "评估人员", en = "Assessors",
    of = { type = "object", fields = assessor } },
  supersedes = { name = "supersedes", type = "ref", to = "assessment", zh = "替代哪一次评估",
    en = "Supersedes" },
  why = { name = "why", type = "text", min = 4, max = 500, zh = "为何替代", en = "Why superseded" },
  draft = { name = "draft", type = "ref", to = "draft", required = true, zh = "草稿", en = "Draft" },
  assessment = { name = "assessment", type = "ref", to = "assessment", required = true,
    zh = "评估", en = "Assessment" },
  kind = { name = "kind", type = "enum", values = enums.event, required = true, zh = "种类",
    en = "Kind" },
  level = { name = "level", type = "integer", zh = "等级", en = "Level" },
  level_zh = { name = "level_zh", type = "text", zh = "等级", en = "Level" },
  level_en = { name = "level_en", type = "text", zh = "等级（英文）", en = "Level" },
  id = { name = "id", type = "id", zh = "编号", en = "Number" },
  tone = { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  actions = { name = "actions", type = "json", zh = "可做的事", en = "What can be done" },
}

-- fields.of("resident", { name = ... }, ...); a name with ? is optional, one
-- with ! is required.
function fields.of(...)
  local list = array {}
  for i, each in ipairs { ... } do
    local field = each
    if type(each) == "string" then
      local name, mark = each:match("^([%w_]+)([?!]?)$")
      field = fields[name]
      if mark ~= "" then
        local changed = {}
        for key, value in pairs(field) do changed[key] = value end
        changed.required = mark == "!" or nil
        field = changed
      end
    end
    list[i] = field
  end
  return list
end

-- What a form holds beside resident, scale and answers.
fields.form = { "answers", "coma", "diagnoses", "psychiatrist", "risk_events", "self_rating" }
fields.about = { "provider", "relation", "contact", "place", "note" }

return fields
