local everyone = { "manager", "admissions", "nurse", "caregiver", "doctor", "pharmacist",
  "social_worker", "safety_officer", "inspector" }
local staff = { "manager", "admissions", "nurse", "caregiver", "doctor", "pharmacist",
  "social_worker", "safety_officer" }

local function may(roles, zh, en)
  return { roles = roles, zh = zh, en = en }
end

return {
  ["fire_safety.read"] = may(everyone, "查看消防安全", "See fire safety"),
  ["fire_safety.report"] = may(staff, "报告隐患", "Report hazards"),
  ["fire_safety.patrol"] = may({ "manager", "nurse", "caregiver", "safety_officer" }, "防火巡查",
    "Walk patrols"),
  ["fire_safety.check"] = may({ "manager", "safety_officer" }, "防火检查和器材维护",
    "Check and maintain"),
  ["fire_safety.control"] = may({ "manager", "caregiver", "safety_officer" }, "消防控制室值班",
    "Control-room duty"),
  ["fire_safety.fix"] = may(staff, "整改隐患", "Put hazards right"),
  ["fire_safety.accept"] = may({ "manager", "nurse", "safety_officer" }, "验收整改",
    "Accept remedies"),
  ["fire_safety.drill"] = may({ "manager", "nurse", "safety_officer" }, "进行演练", "Hold drills"),
  ["fire_safety.train"] = may({ "manager", "safety_officer" }, "消防培训", "Train"),
  ["fire_safety.manage"] = may({ "manager", "safety_officer" }, "消防安全管理",
    "Manage fire safety"),
  ["fire_safety.lead"] = may({ "manager" }, "消防安全责任人", "Answer for fire safety"),
  ["fire_safety.setup"] = may({ "manager", "safety_officer" }, "设置消防器材和路线",
    "Set up equipment and routes"),
  ["fire_safety.evidence"] = may({ "manager", "inspector" }, "查看记录真实性",
    "See how records came about"),
}
