-- Fields that several actions, queries and tables share.
local function field(name, type, zh, en, more)
  local declared = { name = name, type = type, zh = zh, en = en }
  for key, value in pairs(more or {}) do declared[key] = value end
  return declared
end

local function text(name, zh, en, max) return field(name, "text", zh, en, { max = max or 200 }) end
local function yes(name, zh, en) return field(name, "boolean", zh, en) end
local function number(name, zh, en) return field(name, "integer", zh, en, { min = 0 }) end
local function enum(name, zh, en, list)
  local values = array {}
  for i, one in ipairs(list) do values[i] = { value = one[1], zh = one[2], en = one[3] } end
  return field(name, "enum", zh, en, { values = values })
end

local fields = {
  id = field("id", "id", "编号", "Number"),
  kind = field("kind", "text", "种类", "Kind", { min = 1, max = 60, required = true }),
  number = field("number", "text", "编号", "Number", { min = 1, max = 60, required = true }),
  issuer = text("issuer", "发证机关", "Issued by"),
  starts = field("starts", "date", "发证日期", "From", { required = true }),
  ends = field("ends", "date", "到期日（长期有效不填）", "Ends (empty: never)"),
  document = text("document", "文件", "Document"),
  tone = field("tone", "text", "提示色", "Tone"),
  duty = field("duty", "text", "任务", "Duty", { max = 40, required = true }),
  outcome = field("outcome", "text", "结果", "Outcome", { max = 40, required = true }),
  at = field("at", "instant", "实际时间（不填就是现在）", "Really at (now when empty)"),
  reason = text("reason", "原因", "Reason", 500),
  supersedes = field("supersedes", "integer", "更正哪一条", "Corrects"),
  version = field("version", "integer", "版本", "Version"),
}

-- What the national record asks of an institution (standards 9.3), by meaning.
fields.institution = {
  field("name", "text", "机构名称", "Name", { min = 2, max = 100, required = true }),
  field("credit_code", "text", "统一社会信用代码", "Credit code", { min = 1, max = 30, required = true }),
  enum("body", "单位类型", "Kind of body", { { "public", "事业单位", "Public institution" },
    { "private_nonprofit", "民办非企业单位", "Private non-profit" }, { "company", "企业", "Company" },
    { "association", "社会团体", "Association" }, { "foundation", "基金会", "Foundation" } }),
  enum("run_as", "运营方式", "Run as", { { "public", "公办公营", "Public" },
    { "public_private", "公建民营", "Public, privately run" }, { "private", "民办", "Private" } }),
  field("founded", "date", "建立日期", "Founded"),
  field("division", "text", "行政区划代码", "Division", { min = 6, max = 12 }),
  text("address", "地址", "Address"), text("representative", "法定代表人", "Legal representative"),
  field("phone", "text", "联系电话", "Phone", { max = 30 }),
  text("registrar", "登记机关", "Registered with"),
  number("beds_full", "全托床位", "Full-care beds"), number("beds_day", "日托床位", "Day-care beds"),
  number("beds_nursing", "护理型床位", "Nursing beds"),
  field("floor_area", "decimal", "建筑面积（㎡）", "Floor area (m²)", { scale = 2, min = "0" }),
  field("land_area", "decimal", "占地面积（㎡）", "Land (m²)", { scale = 2, min = "0" }),
  yes("fire_accepted", "消防审验合格", "Fire acceptance"), yes("food_licensed", "食品经营许可", "Food licence"),
  field("opened", "date", "开始收住老人", "Residents since"),
  field("filed", "date", "备案日期", "Filed on"),
  yes("destitute_home", "特困人员供养机构", "Home for the destitute"),
  yes("liability_insured", "投保机构责任险", "Liability insurance"),
  yes("ltc_insured", "长护险定点", "LTC-insurance contractor"),
  text("clinic", "内设医疗机构", "Clinic in the home"), text("hospital", "签约医疗机构", "Contract hospital"),
  yes("clinic_licensed", "医疗机构执业许可", "Clinic licensed"),
  yes("medicare", "医保定点", "Health-insurance contractor"),
  text("location", "所处位置", "Where it lies", 40), text("organiser", "兴办主体", "Founded by"),
  yes("veterans_home", "光荣院", "Veterans' home"),
  yes("regional_centre", "区域性养老服务中心", "Regional service centre"),
  yes("takes_able", "收住能力完好老人", "Takes the able"),
  yes("takes_partly", "收住部分失能老人", "Takes the partly dependent"),
  yes("takes_fully", "收住完全失能老人", "Takes the fully dependent"),
  yes("takes_destitute", "收住特困老人", "Takes the destitute"),
  yes("takes_disabled", "收住残疾老人", "Takes the disabled"),
  yes("takes_veterans", "收住优抚对象", "Takes veterans"),
  yes("tax_relief", "享受税收优惠", "Tax relief"), yes("building_grant", "享受建设补贴", "Building grant"),
  yes("running_grant", "享受运营补贴", "Running grant"), yes("land_grant", "享受土地支持", "Land support"),
  yes("fees_waived", "减免行政收费", "Official fees waived"),
  yes("utilities", "水电气优惠", "Reduced utilities"),
  yes("membership", "收会员费", "Charges membership"),
}
for _, fee in ipairs { { "nursing", "护理费", "Nursing fee" }, { "bed", "床位费", "Bed fee" },
  { "meals", "膳食费", "Meals" }, { "deposit", "押金", "Deposit" } } do
  for _, side in ipairs { { "low", "最低", "lowest" }, { "high", "最高", "highest" } } do
    table.insert(fields.institution, field(fee[1] .. "_" .. side[1], "decimal",
      fee[2] .. side[2] .. "（元/月）", fee[3] .. ", " .. side[2] .. " (yuan a month)",
      { scale = 2, min = "0", max = "1000000" }))
  end
end

-- Services whose use the national record asks for by the month (standards 9.3).
fields.services = array {}
for i, one in ipairs { { "home_beds", "家庭养老床位", "Home beds" }, { "meals", "助餐", "Meals" },
  { "cleaning", "助洁", "Cleaning" }, { "walking", "助行", "Going out" },
  { "bathing", "助浴", "Bathing" }, { "rehabilitation", "康复", "Rehabilitation" },
  { "medical", "助医", "Medical help" }, { "visits", "巡访", "Visits" },
  { "other_visits", "其他上门", "Other at home" }, { "day_care", "日托", "Day care" },
  { "canteen", "老年餐桌", "Canteen" }, { "culture", "文娱", "Activities" },
  { "time_bank", "时间银行", "Time bank" }, { "community", "社区康复", "Community rehabilitation" } } do
  fields.services[i] = number(one[1], one[2] .. "（人次）", one[3] .. " (person-times)")
end
fields.month = field("month", "date", "月份（该月任何一天）", "Month (any day of it)", { required = true })
fields.of = choose(fields)
fields.make = field

-- Inputs of an action that records a duty, then its own.
function fields.duty_of(...)
  return fields.of("duty", "outcome", "at", "reason", "supersedes", "version", ...)
end

return fields
