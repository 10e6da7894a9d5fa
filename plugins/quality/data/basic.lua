-- What GB/T 35796-2017 and GB 38600-2019 ask of every home, as far as public texts
-- say it (standards 5). `check`: the records show it (lib/checks); without it a
-- person confirms it with a document. Not the 115 items of 2017: their list was
-- not found.
local safe, service = "GB 38600-2019", "GB/T 35796-2017"

local function asks(requirement, standard, confidence, zh, en, check)
  return { requirement = requirement, standard = standard, confidence = confidence, zh = zh,
    en = en, check = check and requirement or nil, valid_from = standard == safe and "2022-01-01"
      or "2017-12-29" }
end

return {
  asks("risk_before", safe, "F", "入住前做安全风险评估", "Risks are assessed before admission", true),
  asks("risk_yearly", safe, "KH", "安全风险评估每年至少一次", "Risks are assessed at least once a year", true),
  asks("trained", safe, "F", "上岗前经过培训", "Trained before work", true),
  asks("training_passed", safe, "KM", "每半年至少一次安全教育，合格率不低于 80 %",
    "Safety education each half year, at least 80 % pass", true),
  asks("patrols", safe, "F", "昼夜巡查并有记录（近 30 天）", "Patrols by day and night, with records (30 days)",
    true),
  asks("plans", safe, "KM", "九类风险有预案，每年至少演练一次",
    "Plans for the nine risks, each drilled at least once a year", true),
  asks("agreements", safe, "KH", "代管药品的老人都有服药管理协议",
    "An agreement for each resident whose medicines are kept", true),
  asks("majors", "民办发〔2023〕13号", "F", "没有未销号的重大事故隐患", "No major hazard is open", true),
  asks("privacy", safe, "F", "保护老人信息和监控资料", "Personal and monitoring data are kept private"),
  asks("no_sales", safe, "F", "不向老人推销保健品", "No health products are sold to residents"),
  asks("leave_rules", safe, "KH", "外出请假和交接班核对", "Leave is signed for, shifts hand over by name"),
  asks("dangerous", safe, "KH", "尖锐、易燃、有毒物品专人保管",
    "Sharp, flammable and toxic things have a keeper"),
  asks("food_dates", safe, "KH", "定期检查过期食品", "Food is looked through for expiry"),
  asks("food_samples", service, "KH", "食品留样每样不少于 125 克、48 小时",
    "Food samples: 125 g of each, 48 hours"),
  asks("s_admission", service, "KM", "出入院服务", "Admission and discharge"),
  asks("s_care", service, "KM", "生活照料服务", "Daily care"),
  asks("s_meals", service, "KM", "膳食服务", "Meals"),
  asks("s_cleaning", service, "KM", "清洁卫生服务", "Cleaning"),
  asks("s_laundry", service, "KM", "洗涤服务", "Laundry"),
  asks("s_medical", service, "KM", "医疗护理服务", "Medical care"),
  asks("s_culture", service, "KM", "文化娱乐服务", "Activities"),
  asks("s_mental", service, "KM", "心理和精神支持服务", "Mental support"),
  asks("s_hospice", service, "KM", "安宁服务", "End-of-life care"),
}
