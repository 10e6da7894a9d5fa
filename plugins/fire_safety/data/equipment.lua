-- Service and scrap ages of extinguishers, in years, from the day of making;
-- `every` from the last service on.
return {
  {
    standard = "GB 55036-2022；灭火器维修与报废年限（XF 95、GB 50444 沿用）",
    edition = "2022",
    valid_from = "2022-12-31",
    source = "standards 6.4",
    confidence = "F:S30; clean gas service KH",
    kinds = {
      water = { first = 3, every = 1, scrap = 6 },
      powder = { first = 5, every = 2, scrap = 10 },
      clean_gas = { first = 5, every = 2, scrap = 10 },
      co2 = { first = 5, every = 2, scrap = 12 },
    },
  },
}
