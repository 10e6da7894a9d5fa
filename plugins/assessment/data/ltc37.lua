-- 长期护理失能等级评估标准（试行）, 医保办发〔2021〕37号: items (standards
-- 2.1), cut-points (2.2), combination (2.3), self-rating (2.4), process (2.5).
local function scores(...)
  local options = {}
  for i, each in ipairs { ... } do
    options[i] = { value = each[1], zh = each[2], en = each[3] }
  end
  return options
end

local whole = { 0, "不能自理，需他人完成", "Done by others" }
local partly = { 5, "部分自理，需他人帮助", "Partly, with help" }
local alone = { 10, "自己完成", "Alone" }
local three = scores(alone, partly, whole)
local two = scores({ 5, "自己完成", "Alone" }, whole)

local function cognition()
  return scores({ 4, "正常", "Normal" }, { 3, "轻度受损", "Mildly impaired" },
    { 2, "中度受损", "Moderately impaired" }, { 1, "重度受损", "Severely impaired" },
    { 0, "完全丧失", "Lost" })
end

local function item(code, zh, en, options)
  return { code = code, zh = zh, en = en, options = options or cognition() }
end

return {
  key = "ltc37", standard = "YBBF-2021-37", edition = "试行 2021", method = "combination",
  zh = "长期护理失能等级评估标准（试行）", en = "Disability grading of long-term care insurance",
  valid_from = "2021-08-03", source = "standards 2.1-2.5 [F:S7-S13]", confidence = "KM",
  count = 17, total = 128,
  groups = {
    { code = "D", zh = "日常生活活动能力", en = "Activities of daily living", max = 100, step = 5,
      confidence = "F", items = {
        item("D1", "进食", "Feeding", scores(alone, partly,
          { 0, "需他人喂食，或留置营养管", "Fed by others, or a feeding tube" })),
        item("D2", "穿衣", "Dressing", three),
        item("D3", "面部与口腔清洁", "Face and mouth", two),
        item("D4", "大便控制", "Bowel control", scores({ 10, "可控制", "Controlled" },
          { 5, "失禁每周少于 1 次，或需提醒、人工辅助", "Less than weekly, or prompting or aid" },
          { 0, "失禁每周至少 1 次", "Once a week or more" })),
        item("D5", "小便控制", "Bladder control", scores(
          { 10, "可控制，或留置导尿管能自己管理", "Controlled, or manages a catheter alone" },
          { 5, "失禁 24 小时少于 1 次、每周多于 1 次，或需提醒", "Less than daily, more than weekly" },
          { 0, "失禁每天至少 1 次，或导尿管不能自己管理",
            "Once a day or more, or a catheter managed by others" })),
        item("D6", "用厕", "Toilet", three),
        item("D7", "平地行走", "Walking", scores({ 15, "独立行走", "Alone" },
          { 10, "需 1 人帮助", "One helper" },
          { 5, "需 2 人及以上帮助，或坐轮椅由他人推", "Two helpers, or a pushed wheelchair" },
          { 0, "不能行走", "Cannot" })),
        item("D8", "床椅转移", "From bed to chair", scores({ 15, "独立完成", "Alone" },
          { 10, "需 1 人帮助，或需监护、提醒，可用辅具", "One helper, or supervision, with aids" },
          { 5, "需 2 人及以上帮助", "Two helpers" }, { 0, "不能完成", "Cannot" })),
        item("D9", "上下楼", "Stairs (lift allowed)", three),
        item("D10", "洗澡", "Bathing", two),
      } },
    { code = "R", zh = "认知能力", en = "Cognition", max = 16, step = 1, confidence = "F",
      items = {
        item("R1", "时间定向", "Orientation in time"),
        item("R2", "人物定向", "Orientation to persons"),
        item("R3", "空间定向", "Orientation in place"),
        item("R4", "记忆力", "Memory (3 words)"),
      } },
    { code = "G", zh = "感知觉与沟通能力", en = "Senses and communication", max = 12, step = 1,
      confidence = "F", items = {
        item("G1", "视力", "Sight"), item("G2", "听力", "Hearing"),
        item("G3", "沟通能力", "Communication"),
      } },
  },
  grades = {
    { zh = "能力完好", en = "Able" }, { zh = "轻度受损", en = "Mild" },
    { zh = "中度受损", en = "Moderate" }, { zh = "重度受损", en = "Severe" },
  },
  -- For each part the least score of grades 0, 1, 2; the rest is grade 3.
  cuts = { { 100, 65, 45 }, { 16, 4, 2 }, { 12, 4, 2 } },
  -- Grade of daily living (rows) by the worse of the other two (columns).
  combination = { { 0, 0, 1, 1 }, { 1, 1, 1, 2 }, { 2, 2, 2, 3 }, { 3, 3, 4, 5 } },
  levels = {
    { level = 0, zh = "基本正常", en = "Mostly normal" },
    { level = 1, zh = "轻度失能", en = "Mild disability" },
    { level = 2, zh = "中度失能", en = "Moderate disability" },
    { level = 3, zh = "重度失能Ⅰ级", en = "Severe disability I" },
    { level = 4, zh = "重度失能Ⅱ级", en = "Severe disability II" },
    { level = 5, zh = "重度失能Ⅲ级", en = "Severe disability III" },
  },
  -- Table B: which dependent items of class a and b give which grade.
  self_rating = {
    source = "standards 2.4 [F:S8]", confidence = "F",
    a = { { name = "feeding", zh = "进食", en = "Feeding" },
      { name = "continence", zh = "大小便控制", en = "Continence" },
      { name = "bathing", zh = "洗澡", en = "Bathing" } },
    b = { { name = "dressing", zh = "穿衣", en = "Dressing" },
      { name = "toilet", zh = "用厕", en = "Toilet" },
      { name = "transfer", zh = "床椅转移", en = "From bed to chair" } },
    grades = {
      { grade = "A", pairs = { { 0, 0 } } },
      { grade = "B", pairs = { { 1, 0 }, { 0, 1 }, { 0, 2 } } },
      { grade = "C", pairs = { { 1, 1 }, { 0, 3 } } },
      { grade = "D", pairs = { { 2, 0 }, { 1, 2 } } },
      { grade = "E", pairs = { { 3, 0 }, { 2, 1 }, { 2, 2 }, { 1, 3 } }, eligible = true },
      { grade = "F", pairs = { { 3, 1 }, { 3, 2 }, { 2, 3 } }, eligible = true },
      { grade = "G", pairs = { { 3, 3 } }, eligible = true },
    },
  },
  -- A conclusion holds two years at most; a new one may be asked for after
  -- six months (2.5, 医保发〔2023〕29号 §25, §29-30). Who is paid is local.
  validity = { years = 2, again_months = 6, source = "standards 2.5 [F:S11,S44]",
    confidence = "F" },
  assessors = { least = 2, one_of = { "expert" }, confidence = "F" },
}
