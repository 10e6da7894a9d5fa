-- Choices that several tables and forms share.
return {
  sex = {
    { value = "male", zh = "男", en = "Male" },
    { value = "female", zh = "女", en = "Female" },
  },
  -- 护理型床位 and its sisters (plan B1).
  kind = {
    { value = "nursing", zh = "护理型", en = "Nursing" },
    { value = "general", zh = "普通型", en = "General" },
    { value = "dementia", zh = "失智专区", en = "Dementia unit" },
    { value = "respite", zh = "喘息", en = "Respite" },
    { value = "isolation", zh = "隔离", en = "Isolation" },
  },
  class = {
    { value = "basic", zh = "基本", en = "Basic" },
    { value = "inclusive", zh = "普惠", en = "Inclusive" },
    { value = "market", zh = "市场", en = "Market" },
  },
  purpose = {
    { value = "long", zh = "长住", en = "Long stay" },
    { value = "respite", zh = "喘息", en = "Respite" },
  },
  stay = {
    { value = "planned", zh = "预定", en = "Reserved" },
    { value = "active", zh = "在住", en = "Lives here" },
    { value = "ended", zh = "已结束", en = "Ended" },
    { value = "cancelled", zh = "已取消", en = "Cancelled" },
  },
  trial = {
    { value = "running", zh = "试住中", en = "On trial" },
    { value = "confirmed", zh = "已转正", en = "Confirmed" },
    { value = "failed", zh = "试住未成", en = "Not confirmed" },
  },
  application = {
    { value = "waiting", zh = "轮候中", en = "Waiting" },
    { value = "reserved", zh = "已预定床位", en = "Bed reserved" },
    { value = "placed", zh = "已入住", en = "Moved in" },
    { value = "withdrawn", zh = "已撤回", en = "Withdrawn" },
  },
  absence = {
    { value = "leave", zh = "请假外出", en = "On leave" },
    { value = "hospital", zh = "住院", en = "In hospital" },
  },
  condition = {
    { value = "cleaning", zh = "待清洁", en = "Cleaning" },
    { value = "isolated", zh = "隔离", en = "Isolated" },
    { value = "out_of_order", zh = "停用维修", en = "Out of order" },
  },
  leaving = {
    { value = "home", zh = "回家", en = "Went home" },
    { value = "other_home", zh = "转到其他机构", en = "Went to another home" },
    { value = "trial", zh = "试住未成", en = "Trial not confirmed" },
    { value = "respite_over", zh = "喘息期满", en = "Respite over" },
    { value = "death", zh = "去世", en = "Died" },
    { value = "other", zh = "其他", en = "Other" },
  },
  -- Why a stay in one bed ended.
  ended = {
    { value = "transfer", zh = "换床", en = "Moved to another bed" },
    { value = "swap", zh = "互换床位", en = "Swapped beds" },
    { value = "home", zh = "回家", en = "Went home" },
    { value = "other_home", zh = "转到其他机构", en = "Went to another home" },
    { value = "trial", zh = "试住未成", en = "Trial not confirmed" },
    { value = "respite_over", zh = "喘息期满", en = "Respite over" },
    { value = "death", zh = "去世", en = "Died" },
    { value = "other", zh = "其他", en = "Other" },
  },
  -- How a room stands to the building standard.
  room = {
    { value = "good", zh = "达标", en = "Good" },
    { value = "below", zh = "不达标", en = "Below the standard" },
    { value = "unknown", zh = "未量", en = "Not measured" },
  },
  alarm = {
    { value = "tekun_waiting", zh = "特困人员没有床位", en = "Destitute without a bed" },
    { value = "overstay", zh = "超过计划离开时间", en = "Stays longer than planned" },
    { value = "not_arrived", zh = "预定未入住", en = "Reserved and not arrived" },
    { value = "bed_taken", zh = "预定的床位还有人住", en = "Reserved bed still occupied" },
    { value = "not_back", zh = "外出未返回", en = "Not back" },
    { value = "trial_over", zh = "试住期满", en = "Trial over" },
    { value = "kind_unfit", zh = "床位类型不再合适", en = "The kind of bed no longer fits" },
  },
  -- Rules of placement that may be broken knowingly, by their codes (rules/*).
  rule = {
    { value = "room_sex", zh = "房间只住一种性别", en = "Room for one sex" },
    { value = "sex", zh = "不与异性同房", en = "No stranger of the other sex" },
    { value = "needs_isolation", zh = "传染观察期单独住", en = "Alone while infectious" },
    { value = "isolation_bed", zh = "隔离床位留用", en = "Isolation beds are kept" },
    { value = "beside_infectious", zh = "不住在传染观察期的人旁边",
      en = "Not beside who may be infectious" },
    { value = "not_dementia", zh = "失智专区只给失智老人", en = "Dementia unit for dementia" },
    { value = "needs_nursing", zh = "需要护理型床位", en = "Needs a nursing bed" },
    { value = "respite_only", zh = "喘息床位只给短期", en = "Respite beds for respite" },
    { value = "kept", zh = "为特困人员保留床位", en = "Beds kept for the destitute" },
    { value = "house", zh = "本院自己加的规则", en = "A rule that this home added" },
  },
  -- What the board shows of a bed.
  state = {
    { value = "free", zh = "空闲", en = "Free" },
    { value = "reserved", zh = "预定", en = "Reserved" },
    { value = "occupied", zh = "入住", en = "Occupied" },
    { value = "on_leave", zh = "请假", en = "On leave" },
    { value = "in_hospital", zh = "住院", en = "In hospital" },
    { value = "cleaning", zh = "待清洁", en = "Cleaning" },
    { value = "isolated", zh = "隔离", en = "Isolated" },
    { value = "out_of_order", zh = "停用", en = "Out of order" },
  },
}
