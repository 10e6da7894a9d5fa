-- What makes a hazard a major one: any single item is enough. Articles whose
-- text was not seen say so in `confidence`. The mandatory standard announced
-- in September 2026 will replace this list once its text and day are known: add it as a
-- new edition; hazards keep the edition they were judged by.
local function item(key, article, group, confidence, zh, en)
  return { key = key, article = article, group = group, confidence = confidence, zh = zh, en = en }
end

return {
  {
    standard = "养老机构重大事故隐患判定标准（民办发〔2023〕13号）",
    edition = "2023",
    valid_from = "2023-11-27",
    source = "standards 6.6",
    confidence = "F:S24 for art. 4 and 5(1)-(3); KM for art. 6 and 7",
    items = {
      item("building_danger", "4(1)", "building", "F:S24", "房屋鉴定为C级或D级，或被住建部门判为重大隐患",
        "Building rated C or D dangerous, or judged a major hazard"),
      item("equipment_unfit", "4(2)", "fire", "F:S24",
        "消防、电气、燃气设施设备经主管部门或第三方判定不合格、不具备消防安全技术条件",
        "Fire, electrical or gas equipment judged unfit by authority or third party"),
      item("combustible", "4(3)", "building", "F:S24", "有人居住的建筑使用易燃芯材彩钢板或大量易燃可燃材料装修",
        "Occupied building of combustible-core panels, or much combustible decoration"),
      item("special_equipment", "4(4)", "building", "F:S24",
        "电梯、锅炉、氧气管道等未取得许可、未检验或检验不合格，或国家明令淘汰、已报废",
        "Lift, boiler, oxygen pipe unlicensed, uninspected, failed, phased out or scrapped"),
      item("clinic_licence", "5(1)", "medical", "F:S24", "内设医疗机构没有执业许可或备案",
        "In-house medical institution without licence or filing"),
      item("food_licence", "5(2)", "food", "F:S24", "食堂没有食品经营许可", "Canteen without food licence"),
      item("unqualified", "5(3)", "building", "F:S24", "特种设备安全管理和检测人员无相应资格",
        "Unqualified people in safety or testing of special equipment"),
      item("no_rules", "6", "fire", "KM", "未建立安全管理制度，未落实安全责任",
        "No safety rules or responsibility"),
      item("no_watch", "6", "fire", "KM", "未落实24小时值班、巡查，或对发现的问题不整改",
        "No 24-hour duty, no patrol, or found problems not fixed"),
      item("no_training", "6", "fire", "KM", "未开展安全培训，工作人员不会用设施设备或不知道疏散路线",
        "No safety training; staff cannot use equipment or do not know the ways out"),
      item("hot_work", "6", "fire", "KM", "违规动用明火作业", "Hot work without approval"),
      item("basement", "7", "building", "KM", "老年人居室设在地下或半地下", "Bedrooms in a (semi-)basement"),
      item("food_control", "7", "food", "KM", "食堂没有原料控制、餐具消毒或留样制度",
        "Canteen without control of raw materials, disinfection or samples"),
      item("infection", "7", "hygiene", "KM", "发生严重公共风险的传染病未按规定处置",
        "Infectious disease of serious public risk not handled"),
      item("mandatory", "7", "fire", "KM", "其他严重违反强制性安全标准的情形",
        "Other serious breach of the mandatory safety standard"),
    },
  },
}
