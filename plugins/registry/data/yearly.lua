-- When a body reports on its year (standards 9.2). Bodies that are not named here
-- have no yearly report that is known.
return {
  standard = "年度报告", edition = "2026", valid_from = "2016-01-01", source = "standards 9.2",
  confidence = "KH",
  due = { private_nonprofit = { month = 3, day = 31 }, company = { month = 6, day = 30 },
    public = { month = 3, day = 31 } },
}
