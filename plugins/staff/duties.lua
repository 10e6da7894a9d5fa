return {
  renew_certificate = { zh = "换发证书", en = "Renew a certificate", permission = "staff.keep",
    early = "P90D", late = "P14D", missed = "P30D", downtime = "all",
    standard = "GB 38600-2019（持证和健康证明在有效期内）",
    outcomes = { { value = "renewed", zh = "已换发", en = "Renewed", done = true },
      { value = "ended", zh = "不再需要", en = "No longer needed", reason = true } },
    fields = { { name = "certificate", type = "integer", zh = "新证书", en = "New certificate" } } },
}
