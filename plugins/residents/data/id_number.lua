-- 公民身份号码: how a citizen's ID number is built.
return {
  {
    standard = "GB 11643",
    edition = "1999",
    valid_from = "1999-07-01",
    source = "standards 9.4, checked with synthetic numbers",
    confidence = "KH",
    weights = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 },
    check_digits = "10X98765432",
    -- GB/T 2260, first two digits: provinces, municipalities, regions.
    -- 81-83: residence permits of Hong Kong, Macao and Taiwan.
    provinces = {
      11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42,
      43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
      83, 91,
    },
  },
}
