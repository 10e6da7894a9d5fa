-- Choices that several tables and forms share.
local function values(list)
  local out = {}
  for i, each in ipairs(list) do
    out[i] = { value = each[1], zh = each[2], en = each[3], tone = each[4] }
  end
  return out
end

return {
  -- kinds of care-risk events (data/events knows more words for them)
  event = values {
    { "fall", "跌倒", "Fall" }, { "straying", "走失", "Straying" }, { "choking", "噎食", "Choking" },
    { "self_harm", "自杀或自伤", "Suicide or self-harm" }, { "other", "其他", "Other" },
  },
  severity = values { -- those of the incidents plugin that count
    { "none", "没有伤害", "No harm" }, { "minor", "轻伤", "Minor harm" },
    { "serious", "重伤", "Serious harm" }, { "death", "死亡", "Death" },
  },
  reason = values {
    { "first", "首次评估", "First" }, { "routine", "常规评估", "Routine" },
    { "immediate", "即时评估", "Immediate (state changed)" },
    { "review", "因对结果有疑问的复评", "Review of a doubted result" }, { "other", "其他", "Other" },
  },
  background = values {
    { "medical", "医学（医生、康复等）", "Medical" }, { "nursing", "护理（护士）", "Nursing" },
    { "expert", "长护险评估专家", "Expert of the insurance" },
    { "social_work", "社会工作", "Social work" }, { "care", "养老护理员", "Care" },
    { "other", "其他", "Other" },
  },
  relation = values {
    { "self", "本人", "Self" }, { "spouse", "配偶", "Spouse" }, { "child", "子女", "Child" },
    { "relative", "其他亲属", "Other relative" }, { "carer", "雇佣照顾者", "Hired carer" },
    { "committee", "村（居）委会", "Village or residents' committee" }, { "other", "其他", "Other" },
  },
  third_party = values {
    { "spouse", "配偶", "Spouse" }, { "child", "子女", "Child" },
    { "relative", "其他亲属", "Other relative" }, { "guardian", "监护人", "Guardian" },
    { "agent", "代理人或委托人", "Agent" },
    { "committee", "村（居）委会", "Village or residents' committee" },
    { "employer", "送养单位", "Placing authority" }, { "other", "其他", "Other" },
  },
  way = values {
    { "in_person", "当面", "In person" }, { "telephone", "电话", "By telephone" },
    { "message", "短信或微信", "By message" }, { "letter", "信函", "By letter" },
  },
  receipt = values {
    { "paper", "已在纸上签字", "Signed on paper" },
    { "message", "已用短信或微信回复确认", "Confirmed by message" },
    { "refused", "已告知，不肯签字", "Told, would not sign" },
    { "pending", "已告知，签字待补", "Told, signature to follow" },
  },
  notice = values {
    { "open", "未告知", "Not told yet", "reserved" }, { "told", "已告知", "Told", "free" },
    { "nobody", "没有相关第三方", "There is nobody to tell", "plain" },
    { "ended", "不再需要", "No longer wanted", "blocked" },
  },
  role = values {
    { "assessor", "评估人员", "Assessor" }, { "provider", "信息提供者", "Information provider" },
  },
  how = values {
    { "system", "本人登录签名", "Signed in" }, { "paper", "纸质签名，由他人录入", "Signed on paper" },
  },
  draft = values {
    { "open", "草稿", "Draft", "reserved" }, { "completed", "已完成", "Completed", "free" },
    { "dropped", "已放弃", "Dropped", "blocked" },
  },
  standing = values {
    { "completed", "有效", "In force", "free" }, { "superseded", "已被替代", "Superseded", "blocked" },
  },
  cause = values {
    { "admission", "入住前评估", "Before admission" }, { "routine", "定期复评", "Routine" },
    { "change", "状态变化", "State changed" }, { "coma", "昏迷后复评", "After a coma" },
    { "hospital", "出院返回", "Back from hospital" }, { "doubt", "对结果有疑问", "Result doubted" },
    { "again", "上次未评成", "Not done last time" },
    { "events", "评估后补登或撤销的风险事件改变等级", "Events entered or withdrawn later change it" },
  },
  due = values {
    { "open", "待评", "Open" }, { "settled", "已评", "Settled" }, { "ended", "不再需要", "Ended" },
  },
  due_state = values {
    { "upcoming", "未到期", "Not yet due" }, { "due", "已到期", "Due" },
    { "late", "超过一周", "Over a week late" },
  },
  origin = values {
    { "level", "按等级", "By level" }, { "risk", "风险预防", "Prevention" },
    { "own", "本院自定", "The home's own" },
  },
  active = values {
    { "active", "进行中", "Active" }, { "ended", "已结束", "Ended" },
  },
  task = values {
    { "waiting", "入住后开始", "Begins with the admission" }, { "active", "进行中", "Active" },
    { "ended", "已结束", "Ended" },
  },
  goal = values {
    { "open", "进行中", "Open" }, { "reached", "已达到", "Reached" }, { "dropped", "已取消", "Dropped" },
  },
  ltc = values {
    { "valid", "有效", "Valid" }, { "ended", "已终止", "Ended" },
  },
  ltc_state = values {
    { "valid", "有效", "Valid", "free" }, { "ending", "即将到期", "Ending soon", "late" },
    { "expired", "已到期", "Expired", "alarm" }, { "ended", "已终止", "Ended", "blocked" },
  },
  reminder = values {
    { "renew", "即将到期，准备重新评估", "Ends soon: prepare the next" },
    { "again", "已满六个月，状况有变可重新评估", "Six months over: may be assessed anew" },
  },
}
