-- The kinds of duties, in the words of the pages.
local function kind(value, zh, en)
  return { value = value, zh = zh, en = en }
end

return {
  kind("patrol_day", "日间防火巡查", "Day patrol"),
  kind("patrol_night", "夜间防火巡查", "Night patrol"),
  kind("patrol_review", "审核巡查记录", "Review of the patrols"),
  kind("monthly_check", "每月防火检查", "Monthly fire check"),
  kind("equipment_check", "器材检查", "Equipment check"),
  kind("service", "灭火器维修", "Service of an extinguisher"),
  kind("scrap", "报废器材", "Scrap equipment"),
  kind("control_log", "消防控制室值班记录", "Control-room log"),
  kind("handover", "消防控制室交接班", "Control-room handover"),
  kind("full_test", "消防设施全面检测", "Full test of the fire systems"),
  kind("fire_drill", "消防疏散演练", "Fire drill"),
  kind("training", "消防安全培训", "Fire training"),
  kind("new_staff", "新员工岗前消防培训", "Training before work"),
  kind("plan_review", "评审应急预案", "Review of an emergency plan"),
  kind("plan_drill", "预案演练", "Drill of an emergency plan"),
  kind("judge_hazard", "判定隐患", "Judge a hazard"),
  kind("plan_hazard", "制定整改措施", "Plan the remedy of a hazard"),
  kind("fix_hazard", "整改隐患", "Put a hazard right"),
  kind("accept_hazard", "验收整改", "Accept the remedy"),
  kind("close_hazard", "隐患销号", "Close a hazard"),
  kind("escalation", "处理逾期隐患", "Answer for a late hazard"),
}
