-- The first two characters of a credit code say what kind of body it is
-- (GB 32100-2015; standards 9.4).
return {
  standard = "GB 32100-2015", edition = "2015", valid_from = "2015-10-01",
  source = "standards 9.4", confidence = "KH",
  prefix = { ["12"] = "public", ["51"] = "association", ["52"] = "private_nonprofit",
    ["53"] = "foundation", ["91"] = "company" },
}
