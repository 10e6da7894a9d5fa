local basis = "好差评制度：1 个工作日内首次答复，15 个工作日内办结（工作日或自然日以区民政局为准）"

return {
  hold_meeting = { zh = "召开家属座谈会", en = "Hold a family meeting",
    permission = "feedback.settle", early = "P1D", late = "P7D", missed = "P30D", downtime = "all",
    standard = "GB/T 35796-2017（服务评价与改进）",
    outcomes = { { value = "held", zh = "已召开", en = "Held", done = true },
      { value = "not_held", zh = "没有召开", en = "Not held", reason = true } },
    fields = { { name = "families", type = "integer", zh = "到会家属", en = "Families" },
      { name = "decisions", type = "text", max = 4000, zh = "定了什么", en = "Decided" } } },
  answer_complaint = { zh = "答复投诉", en = "Answer a complaint", permission = "feedback.settle",
    early = "P30D", late = "PT0S", missed = "P3D", standard = basis, downtime = "all",
    outcomes = { { value = "answered", zh = "已答复", en = "Answered", done = true } },
    fields = { { name = "answer", type = "text", max = 2000, zh = "答复", en = "Answer" } } },
  close_complaint = { zh = "办结投诉", en = "Close a complaint", permission = "feedback.settle",
    early = "P90D", late = "PT0S", missed = "P7D", standard = basis, downtime = "all",
    outcomes = { { value = "content", zh = "已办结，提出人认可", en = "Closed, content", done = true },
      { value = "not_content", zh = "已办结，提出人不认可", en = "Closed, not content", done = true,
        reason = true } },
    fields = { { name = "measures", type = "text", max = 2000, zh = "改了什么",
      en = "What was changed" } } },
}
