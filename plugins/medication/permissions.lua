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
}
