-- Who may do what with beds. To break a rule of placement is a right of its own.
local everyone = { "manager", "admissions", "nurse", "caregiver", "doctor", "pharmacist",
  "social_worker", "safety_officer", "inspector" }

return {
  ["beds.read"] = { roles = everyone, zh = "查看床位", en = "See the beds" },
  ["beds.setup"] = { roles = { "manager" }, zh = "设置房间和床位", en = "Set up rooms and beds" },
  ["beds.apply"] = { roles = { "manager", "admissions", "social_worker" },
    zh = "登记入住申请", en = "Keep applications" },
  ["beds.assign"] = { roles = { "manager", "admissions" }, zh = "安排床位",
    en = "Assign beds" },
  ["beds.move"] = { roles = { "manager", "admissions", "nurse" }, zh = "换床",
    en = "Move residents" },
  ["beds.override"] = { roles = { "manager" }, zh = "破例安排床位",
    en = "Break rules of placement" },
  ["beds.leave"] = { roles = { "manager", "admissions", "nurse", "caregiver" },
    zh = "登记外出和返回", en = "Record leave and return" },
  ["beds.discharge"] = { roles = { "manager", "admissions" }, zh = "办理退住",
    en = "Discharge residents" },
  ["beds.clean"] = { roles = { "manager", "nurse", "caregiver" }, zh = "登记清洁",
    en = "Record cleaning" },
  ["beds.block"] = { roles = { "manager", "nurse" }, zh = "隔离或停用床位",
    en = "Isolate or block beds" },
}
