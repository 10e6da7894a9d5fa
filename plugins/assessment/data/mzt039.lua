-- MZ/T 039-2013 老年人能力评估 (standards 3): four parts are graded 0 to 3,
-- the grades give the level. Higher marks are worse, but for the Barthel part.
local function item(code, zh, en, ...)
  local options = {}
  for i, each in ipairs { ... } do
    options[i] = { value = i - 1, zh = each[1], en = each[2] }
  end
  return { code = code, zh = zh, en = en, options = options }
end

local none = { "无", "None" }
local five = { { "正常", "Normal" }, { "轻度受损", "Mild" }, { "中度受损", "Moderate" },
  { "重度受损", "Severe" }, { "完全丧失", "Lost" } }

return {
  key = "mzt039", standard = "MZ/T 039-2013", edition = "2013", method = "grades",
  zh = "老年人能力评估（民政行标）", en = "Ability of older people (older ministry standard)",
  valid_from = "2013-10-01", source = "standards 3 [F:S14,S51]", confidence = "KH",
  count = 22, total = 140, every = "reassess_days",
  groups = {
    { code = "A", zh = "日常生活活动", en = "Activities of daily living", max = 100, step = 5,
      items = (require "data.barthel_items") "A" },
    { code = "M", zh = "精神状态", en = "Mental state", max = 6, step = 1, items = {
      item("M1", "认知功能（画钟、三个词）", "Cognition (clock, three words)", { "正常", "Normal" },
        { "可疑受损", "In doubt" }, { "已确诊认知障碍或明显受损", "Impaired or diagnosed" }),
      item("M2", "攻击行为", "Aggression", none, { "每月有几次", "Some times a month" },
        { "每周有几次，或有身体攻击", "Some times a week, or bodily" }),
      item("M3", "抑郁症状", "Depressive symptoms", none, { "情绪低落、不爱说话", "Low, silent" },
        { "有自杀念头或行为", "Thoughts or acts of suicide" }),
    } },
    { code = "P", zh = "感知觉与沟通", en = "Senses and communication", max = 14, step = 1,
      items = {
        item("P1", "意识水平", "Consciousness", { "清醒", "Alert" }, { "嗜睡", "Drowsy" },
          { "昏睡", "Stupor" }, { "昏迷", "Coma" }),
        item("P2", "视力", "Sight", table.unpack(five)),
        item("P3", "听力", "Hearing", table.unpack(five)),
        item("P4", "沟通交流", "Communication", { "无困难", "No difficulty" },
          { "需增加时间或给予帮助", "Needs time or help" }, { "需频繁重复或简化", "Needs repeating" },
          { "不能表达或理解", "Cannot" }),
      } },
    { code = "S", zh = "社会参与", en = "Participation", max = 20, step = 1, items = {
      item("S1", "生活能力", "Managing one's life", table.unpack(five)),
      item("S2", "工作能力", "Work", table.unpack(five)),
      item("S3", "时间/空间定向", "Orientation in time and place", table.unpack(five)),
      item("S4", "人物定向", "Orientation to persons", table.unpack(five)),
      item("S5", "社会交往能力", "Social ability", table.unpack(five)),
    } },
  },
  grades = {
    { zh = "完好", en = "Able" }, { zh = "轻度", en = "Mild" }, { zh = "中度", en = "Moderate" },
    { zh = "重度", en = "Severe" },
  },
  -- Marks of grades 0 to 3 of a part; the third part has rules of its own.
  bands = {
    A = { { 100, 100 }, { 65, 99 }, { 45, 64 }, { 0, 44 } },
    M = { { 0, 0 }, { 1, 1 }, { 2, 3 }, { 4, 6 } },
    S = { { 0, 2 }, { 3, 7 }, { 8, 13 }, { 14, 20 } },
  },
  -- From worst to best; the first that holds counts. `within`: consciousness;
  -- `any`: one of these at that mark; `most`: all of these at most.
  senses = {
    { grade = 3, within = { 2, 3 } },
    { grade = 3, within = { 0, 1 }, any = { P2 = 4, P3 = 4, P4 = 3 } },
    { grade = 2, within = { 1, 1 }, most = { P2 = 3, P3 = 3, P4 = 2 } },
    { grade = 2, within = { 0, 0 }, any = { P2 = 3, P3 = 3, P4 = 2 } },
    { grade = 1, within = { 0, 0 }, any = { P2 = 2, P3 = 2, P4 = 1 } },
    { grade = 0, within = { 0, 0 }, most = { P2 = 1, P3 = 1, P4 = 0 } },
  },
  levels = {
    { level = 0, zh = "能力完好", en = "Able" }, { level = 1, zh = "轻度失能", en = "Mild" },
    { level = 2, zh = "中度失能", en = "Moderate" }, { level = 3, zh = "重度失能", en = "Severe" },
  },
  changes = {
    cap = 3, source = "standards 3", confidence = "F",
    coma = { item = "P1", when = 3, level = 3, derived = true },
    -- It names falls, choking, suicide and straying only, and asks for no
    -- psychiatrist.
    dementia = { from = "F00", to = "F03", by = 1 },
    mental = { from = "F04", to = "F99", by = 1 },
    events = { least = 2, days = 30, by = 1,
      kinds = { fall = true, choking = true, self_harm = true, straying = true } },
  },
  assessors = { least = 2, one_of = { "medical", "nursing" }, confidence = "KM" },
}
