return {
  renew_mark = { zh = "重新申请等级评定", en = "Apply for the level again",
    permission = "quality.assess", early = "P30D", late = "P14D", missed = "P30D",
    standard = "民发〔2019〕137号（等级有效期，到期前重新申请）", downtime = "all",
    outcomes = { { value = "applied", zh = "已申请", en = "Applied", done = true },
      { value = "not_applied", zh = "不申请", en = "Not applied for", reason = true } },
    fields = { { name = "document", type = "text", max = 200, zh = "申请文件", en = "Application" } } },
}
