-- Who may do what with medicines (docs/medication.md).
return {
  ["medication.read"] = {
    roles = { "manager", "nurse", "caregiver", "doctor", "pharmacist", "inspector" },
    zh = "查看用药", en = "See medicines" },
  ["medication.order"] = { roles = { "manager", "nurse", "doctor", "pharmacist" },
    zh = "登记和更改医嘱", en = "Enter and change orders" },
  ["medication.give"] = { roles = { "manager", "nurse", "caregiver", "doctor" },
    zh = "给药并记录", en = "Give medicines and record them" },
  ["medication.export"] = { roles = { "manager", "doctor", "pharmacist" },
    zh = "导出医嘱和给药记录", en = "Export orders and doses" },
  ["medication.setup"] = { roles = { "manager", "pharmacist" },
    zh = "设置用药时间", en = "Set the times of medicines" },
  ["medication.stock"] = { roles = { "manager", "nurse", "pharmacist" },
    zh = "收药、退药、盘点", en = "Receive, return and count medicines" },
  ["medication.check_stock"] = { roles = { "manager", "pharmacist" },
    zh = "说明差异、冲销出入", en = "Explain discrepancies, take back movements" },
  ["medication.consent"] = { roles = { "manager", "admissions", "nurse", "social_worker" },
    zh = "登记服药管理协议", en = "Keep consents for medicines" },
}
