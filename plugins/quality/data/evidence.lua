-- What other plugins show for a part of the standard. `duties`: done of those
-- asked for; `in_time`: only what was not late; `figure`: see lib/figures.
local function duties(fact, part, zh, en, kinds, in_time)
  return { fact = fact, part = part, zh = zh, en = en, duties = kinds, in_time = in_time }
end

local function figure(fact, part, zh, en)
  return { fact = fact, part = part, zh = zh, en = en, figure = fact }
end

return {
  duties("equipment", "facilities", "消防器材检查和维修", "Fire equipment checked and serviced",
    { "fire_safety.equipment_check", "fire_safety.service", "fire_safety.scrap" }),
  figure("nursing_beds", "facilities", "护理型床位占比", "Share of nursing beds"),

  duties("patrol_day", "operation", "日间防火巡查", "Day patrols", { "fire_safety.patrol_day" }),
  duties("patrol_night", "operation", "夜间防火巡查", "Night patrols", { "fire_safety.patrol_night" }),
  duties("monthly_check", "operation", "每月防火检查", "Monthly fire checks",
    { "fire_safety.monthly_check" }),
  duties("full_test", "operation", "消防设施全面检测", "Yearly full tests", { "fire_safety.full_test" }),
  duties("control_room", "operation", "消防控制室值班记录", "Logs of the fire control room",
    { "fire_safety.control_log", "fire_safety.handover" }),
  duties("fire_drill", "operation", "消防演练", "Fire drills", { "fire_safety.fire_drill" }),
  duties("risk_drill", "operation", "九类风险预案演练", "Drills of the nine risks",
    { "fire_safety.plan_drill" }),
  duties("fire_training", "operation", "消防培训", "Fire training", { "fire_safety.training" }),
  duties("hazards", "operation", "隐患按期整改", "Hazards put right in time",
    { "fire_safety.fix_hazard" }, true),
  duties("complaints_answered", "operation", "投诉按期答复", "Complaints answered in time",
    { "feedback.answer_complaint" }, true),
  duties("complaints_closed", "operation", "投诉按期办结", "Complaints closed in time",
    { "feedback.close_complaint" }, true),
  duties("meetings", "operation", "家属座谈会", "Meetings with families", { "feedback.hold_meeting" }),
  duties("family_told", "operation", "不良事件及时告知家属", "Families told of incidents in time",
    { "incidents.tell_family" }, true),
  duties("incidents_settled", "operation", "不良事件按期查清和结案",
    "Incidents looked into and closed in time", { "incidents.investigate",
      "incidents.close" }, true),
  figure("ratios", "operation", "护理员配比达标的时刻",
    "Times at which the ratio of carers was met"),
  figure("skilled", "operation", "有技能等级的护理员", "Carers with a skill level"),
  figure("passed", "operation", "培训考核合格", "Trainings passed"),
  figure("certificates", "operation", "证书在有效期内", "Certificates that hold"),
  figure("social_workers", "operation", "社会工作者（按床位应有）",
    "Social workers (wanted by beds)"),

  duties("doses", "service", "给药", "Doses given", { "medication.dose" }),
  duties("doses_in_time", "service", "按时给药", "Doses given in time", { "medication.dose" }, true),
  duties("care_tasks", "service", "照护任务", "Care tasks", { "assessment.care_task" }),
  duties("plan_reviews", "service", "照护计划复核", "Care plans reviewed",
    { "assessment.review_plan" }),
  duties("risk_told", "service", "风险评估结果按期告知相关第三方",
    "Relatives or agents told of risk results in time", { "assessment.tell_result" }, true),
  duties("cleaning", "service", "床位清洁", "Beds cleaned", { "beds.clean_bed" }),
  figure("assessed", "service", "能力评估在有效期内的在住老人",
    "Residents whose assessment is up to date"),
  figure("satisfied", "service", "满意（好差评）", "Satisfied (ratings)"),
  figure("consents", "service", "有服药管理协议的用药老人", "Residents on medicines with an agreement"),
  figure("medication_errors", "service", "用药差错", "Medication errors"),
  figure("falls", "service", "跌倒和坠床（每千人日）", "Falls per 1,000 resident-days"),
}
