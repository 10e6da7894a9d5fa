-- What a room, a bed and a unit must be. Areas in square metres, widths in
-- metres, sunlight in hours. Of a measure: `least`, or that it must be there;
-- `nursing`: only of rooms with nursing beds; `beds`: from so many beds on.
return {
  {
    standard = "JGJ 450 老年人照料设施建筑设计标准",
    edition = "2018",
    valid_from = "2018-10-01",
    source = "standards 8.3: JGJ 450 5.2.2-5.2.3",
    reference = "standards 8.3",
    confidence = "F:S35, F:S59; single room and dementia unit KH",
    area_per_bed = "6.00",
    area_single = "10.00",
    area_double = "16.00",
    beds_per_room = { nursing = 6, dementia = 6, isolation = 6, general = 4, respite = 4 },
    -- What counts as a nursing bed (护理型) is defined locally [U]; these kinds
    -- do here, as they do for the number of beds.
    nursing = { nursing = true, dementia = true, isolation = true },
    measures = {
      { code = "bed_gap", least = "0.80", beds = 2, clause = "5.2 生活用房",
        source = "standards 8.3, F:S35" },
      { code = "passage", least = "1.05", clause = "5.2 生活用房",
        source = "standards 8.3, F:S35, leading digit KH" },
      { code = "corridor", least = "1.80", clause = "5.6 交通空间",
        source = "standards 8.3, F:S59" },
      { code = "door", least = "1.10", nursing = true, clause = "5.7 建筑细部",
        source = "standards 8.3, F:S59" },
      { code = "sunlight", least = "2", clause = "5.2 生活用房",
        source = "standards 8.3, F:S35" },
      { code = "equipment", nursing = true, standard = "护理型床位（以当地定义为准）",
        source = "standards 8.3, U" },
      { code = "call_bell", nursing = true, standard = "护理型床位（以当地定义为准）",
        source = "standards 8.3, U" },
    },
    area_clause = "5.2 生活用房",
    beds_per_unit = 60,
    beds_per_dementia_unit = 20, -- advised, not required
  },
}
