-- What a room, a bed and a unit must be. Areas in square metres.
return {
  {
    standard = "JGJ 450 老年人照料设施建筑设计标准",
    edition = "2018",
    valid_from = "2018-10-01",
    source = "standards 8.3: JGJ 450 5.2.2-5.2.3",
    confidence = "F:S35, F:S59; single room and dementia unit KH",
    area_per_bed = "6.00",
    area_single = "10.00",
    area_double = "16.00",
    beds_per_room = { nursing = 6, dementia = 6, isolation = 6, general = 4, respite = 4 },
    beds_per_unit = 60,
    beds_per_dementia_unit = 20, -- advised, not required
  },
}
