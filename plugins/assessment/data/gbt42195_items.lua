-- The 26 items of GB/T 42195-2022 (standards 1.1). A form shows what each
-- score means; `confidence` of an item when it is not that of the edition.
local function option(value, zh, en)
  return { value = value, zh = zh, en = en }
end

-- 4 to 0, told in that order.
local function steps(list)
  local options = {}
  for i, each in ipairs(list) do options[i] = option(#list - i, each[1], each[2]) end
  return options
end

-- The five steps that most items share ("G" in the facts).
local shared = steps {
  { "独立完成，不需要协助", "Alone, without help" },
  { "在指导或提示下完成", "Done with guidance or prompting" },
  { "需要协助，但以自身完成为主", "Needs help, mainly does it" },
  { "主要靠协助，能给予配合", "Mainly done by others, cooperates" },
  { "完全依赖，不能配合", "Wholly dependent, cannot cooperate" },
}

local function item(code, zh, en, options, confidence)
  return { code = code, zh = zh, en = en, options = options or shared, confidence = confidence }
end

local understanding = steps {
  { "正常", "Normal" },
  { "需要较多时间", "Needs more time" },
  { "有困难，需频繁重复或简化", "Difficult: must be repeated or simplified" },
  { "严重困难，需大量他人帮助", "Severe difficulty, much help" },
  { "完全不能", "None" },
}

return {
  { code = "B.1", zh = "自理能力", en = "Self-care", max = 32, items = {
    item("B.1.1", "进食", "Feeding", steps {
      { "独立用餐具进食，无呛咳", "Alone with utensils, no choking" },
      { "在指导下，或用辅具独立完成，无呛咳", "With prompting, or alone with an aid, no choking" },
      { "少量接触式协助，偶有（每月至少 1 次）呛咳", "Little hands-on help, chokes once a month or more" },
      { "大量接触式协助，经常（每周至少 1 次）呛咳", "Much hands-on help, chokes once a week or more" },
      { "完全依赖，或吞咽障碍，或留置营养管", "Wholly dependent, or dysphagia, or a feeding tube" } }),
    item("B.1.2", "修饰", "Grooming"),
    item("B.1.3", "洗澡", "Bathing"),
    item("B.1.4", "穿/脱上衣", "Dressing, upper body"),
    item("B.1.5", "穿/脱裤子和鞋袜", "Dressing, lower body and shoes"),
    item("B.1.6", "小便控制", "Bladder control", steps {
      { "正常", "Normal" },
      { "白天可控，夜间多次或控制差，或自行使用尿垫", "Controlled by day; poor at night, or manages pads" },
      { "白天大部分可控，失禁每天少于 1 次但每周多于 1 次，或少量协助",
        "Mostly by day; less than daily, more than weekly, or little help" },
      { "白天大部分不可控（每天至少 1 次），夜间失禁，或大量协助",
        "Mostly uncontrolled by day, incontinent at night, or much help" },
      { "完全失禁，或留置导尿管", "Fully incontinent, or an indwelling catheter" } }, "KM"),
    item("B.1.7", "大便控制", "Bowel control", steps {
      { "正常", "Normal" },
      { "便秘，或失禁每周少于 1 次，或自行使用辅助用物",
        "Constipation, or less than weekly, or manages aids" },
      { "失禁每天少于 1 次但每周多于 1 次，或少量协助",
        "Less than daily, more than weekly, or little help" },
      { "每天至少 1 次但未完全失禁，或大量协助", "Once a day or more, not complete, or much help" },
      { "严重便秘或完全失禁，依赖他人", "Severe constipation or complete incontinence" } }, "KM"),
    item("B.1.8", "如厕", "Toileting"),
  } },
  { code = "B.2", zh = "基础运动能力", en = "Basic motor ability", max = 15, items = {
    item("B.2.1", "床上体位转移", "Moving in bed"),
    item("B.2.2", "床椅转移", "From bed to chair"),
    item("B.2.3", "平地行走", "Walking", steps {
      { "独立走约 50 米，无摔倒风险", "About 50 m alone, no risk of falling" },
      { "能走约 50 米，有摔倒风险，需监护或用拐杖、助行器",
        "About 50 m with a risk: supervised, or stick or walker" },
      { "需他人少量扶持", "Some support" },
      { "需他人大量扶持", "Heavy support" },
      { "不能行走", "Cannot walk" } }),
    item("B.2.4", "上下楼梯", "Stairs (10 to 15 steps)", steps {
      { "独立上下楼梯", "Alone" },
      { "在指导或提示下完成", "With prompting" },
      { "需协助，以自身完成为主", "Needs help, mainly does it" },
      { "主要或完全靠协助，或不能完成", "Mainly or wholly dependent" } }),
  } },
  { code = "B.3", zh = "精神状态", en = "Mental state", max = 28, items = {
    item("B.3.1", "时间定向", "Orientation in time", steps {
      { "年、月清楚，日期或星期可差 1 天", "Year and month clear, date may be off by a day" },
      { "部分不清楚（差 2 天及以上）", "Partly unclear (off by 2 days or more)" },
      { "只知道上下半年或季节", "Only the half-year or the season" },
      { "只知道上午下午或白天黑夜", "Only morning or afternoon, day or night" },
      { "完全不知道", "None" } }),
    item("B.3.2", "空间定向", "Orientation in place", steps {
      { "能在日常范围内单独外出", "Goes out alone in the usual area" },
      { "不能单独外出，能准确说出自己的住址", "Cannot go out alone, knows the address exactly" },
      { "知道较多有关住址的信息", "Knows much about the address" },
      { "知道较少有关住址的信息", "Knows little about the address" },
      { "完全不知道", "None" } }),
    item("B.3.3", "人物定向", "Orientation to persons", steps {
      { "知道长期一起生活的人的姓名和关系", "Knows names and relations of long-term housemates" },
      { "知道大部分人", "Knows most" },
      { "知道部分亲友或照护者", "Knows some relatives or carers" },
      { "只知道自己或极少数人", "Only self or very few" },
      { "谁都不知道，包括自己", "Nobody, not even self" } }),
    item("B.3.4", "记忆", "Memory", steps {
      { "与年龄相符，回忆完整", "Fits the age, full recall" },
      { "轻度下降（5 分钟后只能回忆 3 个词中的 0 至 1 个）", "Mild: 0 or 1 of 3 words after 5 minutes" },
      { "中度下降（近期记忆丧失）", "Moderate: recent memory lost" },
      { "重度下降（远期记忆丧失）", "Severe: remote memory lost" },
      { "完全丧失", "Complete loss" } }, "KM"),
    item("B.3.5", "理解能力", "Comprehension (hearing aid allowed)", understanding),
    item("B.3.6", "表达能力", "Expression (non-verbal allowed)", understanding),
    item("B.3.7", "攻击行为", "Aggression, past month", steps {
      { "没有", "None" }, { "有", "Present" } }),
    item("B.3.8", "抑郁症状", "Depressive symptoms, past month", steps {
      { "没有", "None" }, { "有", "Present" } }),
    item("B.3.9", "意识水平", "Consciousness", steps {
      { "神志清醒", "Alert" },
      { "嗜睡或意识模糊，可唤醒", "Drowsy or clouded, can be roused" },
      { "昏睡或昏迷", "Stupor or coma" } }),
  } },
  { code = "B.4", zh = "感知觉与社会参与", en = "Senses and participation", max = 15, items = {
    item("B.4.1", "视力", "Sight (best correction)", steps {
      { "正常", "Normal" },
      { "只能看清大字或物体", "Large print or objects only" },
      { "只能看到光、颜色、形状，或完全失明", "Light, colour or shape only, or blind" } }),
    item("B.4.2", "听力", "Hearing (usual aid)", steps {
      { "正常", "Normal" },
      { "听不到轻声或 2 米以外的话，或需安静、大声", "Misses soft voices or beyond 2 m" },
      { "只能听到部分大声慢语，或完全失聪", "Hears only part of loud slow speech, or deaf" } }),
    item("B.4.3", "执行日常事务", "Daily affairs (laundry, small shopping, own medicines)", steps {
      { "独立完成", "Alone" },
      { "在监护或指导下完成", "With supervision or guidance" },
      { "需少量协助", "Little help" },
      { "需大量协助", "Much help" },
      { "完全依赖", "Wholly dependent" } }),
    item("B.4.4", "使用交通工具外出", "Transport", steps {
      { "能自己骑车或乘公共交通", "Cycles or takes public transport alone" },
      { "能自己打车，不能乘其他公共交通", "Takes a taxi alone, nothing else" },
      { "有人陪同可乘公共交通", "Public transport with company" },
      { "只能在协助下乘出租车或私家车，或不能外出", "Taxi or car with help only, or cannot go out" } }),
    item("B.4.5", "社会交往能力", "Social ability", steps {
      { "能适应，待人接物恰当", "Fits in, behaves fittingly" },
      { "能适应简单环境，主动交往", "Simple settings, seeks contact" },
      { "退缩被动，谈话不恰当", "Withdrawn, passive, inapt talk" },
      { "交往很少，表达不清、不恰当", "Hardly any contact, unclear" },
      { "不能交往", "None" } }),
  } },
}
