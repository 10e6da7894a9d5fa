-- The nine risks of GB 38600-2019 (standards 5.2). The standard names the
-- risks and when they are assessed; which questions and how many points is
-- this house's form ("U"), to be replaced by the home's own.
local yes_no = { { value = 0, zh = "否", en = "No" }, { value = 1, zh = "是", en = "Yes" } }
local heavy = { { value = 0, zh = "否", en = "No" }, { value = 1, zh = "有时", en = "At times" },
  { value = 2, zh = "经常或明显", en = "Often or plainly" } }

-- "zh|en" asks yes or no; with * before it, three steps.
local function risk(number, name, zh, en, ...)
  local items, max = {}, 0
  for i, each in ipairs { ... } do
    local stepped, text_zh, text_en = each:match("^(%*?)(.-)|(.*)$")
    items[i] = { code = "K" .. number .. "." .. i, zh = text_zh, en = text_en,
      options = stepped == "*" and heavy or yes_no }
    max = max + (stepped == "*" and 2 or 1)
  end
  return { code = "K" .. number, name = name, zh = zh, en = en, max = max, step = 1,
    items = items }
end

local groups = {
  risk(1, "choking", "噎食", "Choking", "*进食呛咳|Chokes when eating",
    "吞咽障碍或留置营养管|Dysphagia or a feeding tube", "缺牙或咀嚼困难|Few teeth, chews badly",
    "进食过快或抢食|Eats hastily"),
  risk(2, "ingestion", "食品药品误食", "Wrong food or medicine",
    "*认不清食品和药品|Cannot tell food from medicine", "自己保管药品|Keeps own medicines",
    "房间里有过期或非食用物|Expired or inedible things in the room"),
  risk(3, "pressure", "压疮", "Pressure injury", "*不能自己翻身|Cannot turn alone",
    "大小便失禁|Incontinent", "现有或曾有压疮|Has or had a pressure injury",
    "消瘦或营养不良|Thin or badly nourished"),
  risk(4, "burn", "烫伤", "Burns", "*对冷热感觉迟钝|Dull sense of heat",
    "使用热水袋、艾灸等|Uses hot-water bottles or moxa", "自己取用热水|Fetches hot water alone"),
  risk(5, "bed_fall", "坠床", "Falling out of bed", "*夜间躁动或意识不清|Restless or confused at night",
    "曾坠床|Fell out of bed before", "起夜频繁或服安眠药|Up often at night, or sleeping pills"),
  risk(6, "fall", "跌倒", "Falls", "*步态不稳或需助行器|Unsteady or needs a walker",
    "一年内跌倒过|Fell within a year", "服降压、镇静等药|Drugs for pressure or sedation",
    "视力差|Poor sight", "头晕或体位性低血压|Dizzy, or low pressure on standing"),
  risk(7, "harm", "他伤和自伤", "Harm to self or others", "*有攻击行为|Aggressive",
    "有自伤或轻生念头、行为|Thoughts or acts of self-harm", "情绪低落或激越|Low or agitated mood"),
  risk(8, "straying", "走失", "Straying", "*找不到回房间的路|Does not find back",
    "曾走失|Strayed before", "有外出寻人、回家等念头|Wants to go out or go home",
    "认知障碍且能行走|Impaired mind and able to walk"),
  risk(9, "activity", "文娱活动意外", "Accidents at activities",
    "*活动时易疲劳、胸闷|Tires or has chest pain at activities", "心脑血管病不稳定|Unstable heart or brain disease",
    "不能判断危险|Cannot judge danger"),
}

return {
  key = "safety", standard = "GB 38600-2019", edition = "2019", method = "risks",
  zh = "养老机构服务安全风险评估（九防）", en = "Safety risks in homes (nine risks)",
  valid_from = "2022-01-01", source = "standards 5.2 [F:S22,S23]; questions: this house",
  confidence = "U", count = 32, total = 41, every = "safety_days", admission = true,
  groups = groups,
  -- Points from which a risk is medium, and high.
  cuts = { medium = 1, high = 3 },
  levels = {
    { level = 0, zh = "低风险", en = "Low risk" }, { level = 1, zh = "中风险", en = "Medium risk" },
    { level = 2, zh = "高风险", en = "High risk" },
  },
  assessors = { least = 1 },
}
