-- How long records are kept at least, in years.
return {
  {
    standard = "GB 25201-2010", edition = "2010", valid_from = "2011-03-01",
    source = "standards 6.3", confidence = "KH",
    years = { patrol_day = 1, patrol_night = 1, patrol_review = 1, control_log = 1, handover = 1,
      monthly_check = 1, equipment_check = 5, service = 5, scrap = 5, full_test = 5 },
  },
}
