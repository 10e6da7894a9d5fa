-- Choices of the drug list, the checks and the stock.
local units = array {}
for i, unit in ipairs(require("data.units")[1].units) do
  units[i] = { value = unit.value, zh = unit.zh, en = unit.en }
end

return {
  unit = units,
  form = {
    { value = "tablet", zh = "片剂", en = "Tablet" },
    { value = "slow_tablet", zh = "缓释控释片", en = "Slow-release tablet" },
    { value = "enteric_tablet", zh = "肠溶片", en = "Enteric tablet" },
    { value = "capsule", zh = "胶囊", en = "Capsule" },
    { value = "slow_capsule", zh = "缓释胶囊", en = "Slow-release capsule" },
    { value = "granules", zh = "颗粒", en = "Granules" },
    { value = "powder", zh = "散剂", en = "Powder" },
    { value = "pill", zh = "丸剂", en = "Pill" },
    { value = "solution", zh = "口服液", en = "Oral solution" },
    { value = "drops", zh = "滴剂", en = "Drops" },
    { value = "injection", zh = "注射剂", en = "Injection" },
    { value = "inhaler", zh = "吸入剂", en = "Inhaler" },
    { value = "patch", zh = "贴剂", en = "Patch" },
    { value = "suppository", zh = "栓剂", en = "Suppository" },
    { value = "ointment", zh = "软膏", en = "Ointment" },
    { value = "other", zh = "其他", en = "Other" },
  },
  -- 国务院令第442号.
  controlled = {
    { value = "none", zh = "不是", en = "None" },
    { value = "narcotic", zh = "麻醉药品", en = "Narcotic" },
    { value = "psychotropic_1", zh = "第一类精神药品", en = "Psychotropic, class 1" },
    { value = "psychotropic_2", zh = "第二类精神药品", en = "Psychotropic, class 2" },
  },
  antibiotic = {
    { value = "none", zh = "不是", en = "None" },
    { value = "unrestricted", zh = "非限制使用级", en = "Unrestricted" },
    { value = "restricted", zh = "限制使用级", en = "Restricted" },
    { value = "special", zh = "特殊使用级", en = "Special" },
  },
  severity = {
    { value = "contraindicated", zh = "禁忌", en = "Contraindicated" },
    { value = "major", zh = "严重", en = "Major" },
    { value = "moderate", zh = "中等", en = "Moderate" },
    { value = "minor", zh = "轻微", en = "Minor" },
  },
  check = {
    { value = "stop", zh = "禁止", en = "Stop" },
    { value = "warn", zh = "警告", en = "Warning" },
    { value = "note", zh = "说明", en = "Note" },
  },
  -- How a prescriber agreed; "self": signed in and entered it.
  agreement = {
    { value = "phone", zh = "电话", en = "By telephone" },
    { value = "present", zh = "当面", en = "In person" },
    { value = "written", zh = "书面", en = "In writing" },
    { value = "self", zh = "医师本人登记", en = "Entered by the doctor" },
  },
  stage = {
    { value = "order", zh = "开立", en = "Order" },
    { value = "giving", zh = "给药", en = "Giving" },
    { value = "receiving", zh = "收药", en = "Receiving" },
  },
  movement = {
    { value = "received", zh = "收入", en = "Received" },
    { value = "given", zh = "给药", en = "Given" },
    { value = "returned", zh = "退还", en = "Returned" },
    { value = "destroyed", zh = "销毁", en = "Destroyed" },
    { value = "difference", zh = "盘点差异", en = "Difference found" },
    { value = "correction", zh = "更正", en = "Correction" },
  },
  batch = {
    { value = "open", zh = "在用", en = "In use" },
    { value = "empty", zh = "用完", en = "Used up" },
  },
  discrepancy = {
    { value = "open", zh = "待说明", en = "To be explained" },
    { value = "explained", zh = "已说明", en = "Explained" },
  },
  consent = {
    { value = "valid", zh = "有效", en = "Valid" },
    { value = "ended", zh = "已终止", en = "Ended" },
  },
  relation = {
    { value = "self", zh = "本人", en = "Resident" },
    { value = "spouse", zh = "配偶", en = "Spouse" },
    { value = "child", zh = "子女", en = "Child" },
    { value = "other_family", zh = "其他亲属", en = "Other family" },
    { value = "guardian", zh = "监护人", en = "Guardian" },
    { value = "agent", zh = "委托代理人", en = "Agent" },
  },
}
