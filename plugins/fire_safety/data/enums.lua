-- Choices that several tables and forms share.
local enums = {}

local function value(name, zh, en, tone)
  return { value = name, zh = zh, en = en, tone = tone }
end

enums.equipment = {
  value("water", "水基型灭火器", "Water extinguisher"),
  value("powder", "干粉灭火器", "Dry-powder extinguisher"),
  value("clean_gas", "洁净气体灭火器", "Clean-gas extinguisher"),
  value("co2", "二氧化碳灭火器", "CO2 extinguisher"),
  value("hydrant", "消火栓", "Hydrant"),
  value("hose_reel", "消防软管卷盘", "Hose reel"),
  value("alarm_panel", "火灾报警控制器", "Alarm panel"),
  value("detector", "火灾探测器", "Detector"),
  value("sprinkler", "自动喷水灭火系统", "Sprinklers"),
  value("emergency_light", "应急照明灯", "Emergency light"),
  value("exit_sign", "疏散指示标志", "Exit sign"),
  value("fire_door", "防火门", "Fire door"),
  value("fire_shutter", "防火卷帘", "Fire shutter"),
  value("exit", "安全出口", "Exit"),
  value("control_room", "消防控制室", "Control room"),
}

enums.equipment_state = {
  value("in_use", "在用", "In use", "plain"),
  value("out_of_service", "停用", "Out of service", "blocked"),
  value("scrapped", "已报废", "Scrapped", "away"),
}

enums.route = {
  value("day", "日间巡查", "Day patrol"),
  value("night", "夜间巡查", "Night patrol"),
}

enums.entry = {
  value("electronic", "当场记录", "On the spot"),
  value("paper", "纸上记录后补录", "Entered later from paper"),
}

enums.round = {
  value("running", "巡查中", "Under way"),
  value("finished", "已完成", "Finished"),
  value("abandoned", "已放弃", "Given up"),
  value("replaced", "已被更正", "Corrected by another"),
}

enums.hazard_group = {
  value("fire", "消防", "Fire"),
  value("electric", "用电", "Electricity"),
  value("gas", "燃气", "Gas"),
  value("building", "建筑", "Building"),
  value("food", "食品", "Food"),
  value("medical", "医疗", "Medical"),
  value("hygiene", "卫生", "Hygiene"),
}

enums.hazard_level = {
  value("ordinary", "一般隐患", "Ordinary"),
  value("major", "重大事故隐患", "Major", "alarm"),
  value("none", "不构成隐患", "No hazard"),
}

enums.hazard_state = {
  value("found", "待判定", "To be judged"),
  value("judged", "待定措施", "To be planned"),
  value("planned", "整改中", "Being put right"),
  value("fixed", "待验收", "To be accepted"),
  value("accepted", "待销号", "To be closed"),
  value("closed", "已销号", "Closed"),
  value("dismissed", "不构成隐患", "Dismissed"),
}

enums.hazard_source = {
  value("seen", "日常发现", "Seen"),
  value("patrol", "防火巡查", "Patrol"),
  value("monthly_check", "防火检查", "Monthly check"),
  value("equipment_check", "器材检查", "Equipment check"),
  value("full_test", "全面检测", "Full test"),
  value("control_log", "控制室值班", "Control room"),
  value("drill", "演练", "Drill"),
  value("visit", "上级检查", "Visit"),
}

enums.drill_state = {
  value("planned", "已计划", "Planned"),
  value("running", "进行中", "Under way", "late"),
  value("held", "已完成", "Held"),
  value("cancelled", "已取消", "Cancelled"),
}

enums.person_state = {
  value("inside", "未撤出", "Not out yet", "alarm"),
  value("safe", "已撤到安全处", "Safe", "free"),
  value("excused", "不参加演练", "Did not take part", "away"),
}

-- As the file of residents has it, and what it says when it is empty.
enums.mobility = {
  value("walks", "能自己走", "Walks alone"),
  value("aided", "需人搀扶", "Walks with help"),
  value("wheelchair", "坐轮椅", "Wheelchair"),
  value("bed", "需抬床", "Carried in bed"),
  value("unknown", "未登记", "Not on file"),
}

enums.presence = {
  value("inside", "在院", "In the building"),
  value("leave", "请假外出", "On leave"),
  value("hospital", "住院", "In hospital"),
}

enums.risk = {
  value("fire", "火灾", "Fire"),
  value("choking", "噎食", "Choking"),
  value("wrong_intake", "食品药品误食", "Wrong food or medicine"),
  value("pressure_sore", "压疮", "Pressure sores"),
  value("scald", "烫伤", "Scalds"),
  value("bed_fall", "坠床", "Falls from bed"),
  value("fall", "跌倒", "Falls"),
  value("harm", "他伤和自伤", "Harm by others or oneself"),
  value("lost", "走失", "Getting lost"),
  value("activity", "文娱活动意外", "Accidents in activities"),
}

enums.training = {
  value("regular", "定期培训", "Regular"),
  value("before_work", "上岗前培训", "Before work"),
}

enums.fact = {
  value("late_entry", "补录", "Entered later"),
  value("identical", "内容完全相同", "Identical entries"),
  value("fast", "比步行快", "Faster than a walk"),
  value("bulk", "短时间集中录入", "Entered in bulk"),
}

enums.check = {
  value("ok", "正常", "Fine"),
  value("bad", "有问题", "Wrong"),
  value("none", "没有此项", "Not here"),
}

return enums
