local enums = require "data.enums"

local fields = {
  { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
}

return {
  -- A completed assessment withdraws this duty; recording it says why there is
  -- none, and it is asked for again.
  reassess = {
    zh = "重新评估", en = "Assess anew", permission = "assessment.assess",
    outcomes = {
      { value = "assessed", zh = "已在纸上评估，待录入", en = "Assessed on paper, to be entered",
        done = true },
      { value = "postponed", zh = "推迟", en = "Put off", reason = true },
      { value = "refused", zh = "老人或家属拒绝", en = "Refused", reason = true },
    },
    early = "P14D", late = "P7D", missed = "P30D", second_signer = false, downtime = "all",
    fields = fields,
    standard = "养老机构管理办法第十五条；GB/T 42195-2022；GB 38600-2019",
  },
  tell_result = {
    zh = "告知风险评估结果", en = "Tell the result of a risk assessment",
    permission = "assessment.assess",
    outcomes = {
      { value = "done", zh = "已告知", en = "Told", done = true },
      { value = "nobody", zh = "没有相关第三方", en = "There is nobody to tell", done = true },
      { value = "postponed", zh = "还没有联系上", en = "Not reached yet", reason = true },
    },
    early = "P2D", late = "P7D", missed = "P120D", second_signer = false, downtime = "all",
    fields = {
      { name = "assessment", type = "integer", zh = "评估", en = "Assessment" },
      { name = "relation", type = "enum", values = enums.third_party, zh = "与老人的关系",
        en = "Relation" },
      { name = "way", type = "enum", values = enums.way, zh = "告知方式", en = "How" },
      { name = "signature", type = "enum", values = enums.receipt, zh = "签收",
        en = "Signature" },
    },
    standard = "GB 38600-2019（评估结果告知相关第三方）",
  },
  care_task = {
    zh = "照护任务", en = "Care task", permission = "assessment.care",
    outcomes = {
      { value = "done", zh = "已完成", en = "Done", done = true },
      { value = "refused", zh = "老人拒绝", en = "Refused", reason = true },
      { value = "skipped", zh = "未做", en = "Not done", reason = true },
    },
    early = "PT2H", late = "PT1H", missed = "PT6H", second_signer = false, downtime = "latest",
    fields = fields, standard = "松鹤照护计划",
  },
  review_plan = {
    zh = "复核照护计划", en = "Review the care plan", permission = "assessment.plan",
    outcomes = {
      { value = "done", zh = "已复核，不用改", en = "Reviewed, kept as it is", done = true },
      { value = "postponed", zh = "未复核", en = "Not reviewed", reason = true },
    },
    early = "P7D", late = "P1D", missed = "P7D", second_signer = false, downtime = "all",
    fields = fields, standard = "养老机构管理办法第十五条",
  },
  ltc_reminder = {
    zh = "长护险提醒", en = "Insurance reminder", permission = "assessment.ltc",
    outcomes = {
      { value = "done", zh = "已办理", en = "Done", done = true },
      { value = "not_needed", zh = "不需要", en = "Not needed", reason = true },
    },
    early = "P30D", late = "P14D", missed = "P45D", second_signer = false, downtime = "all",
    fields = fields, standard = "医保发〔2023〕29号 §25、§29-30",
  },
}
