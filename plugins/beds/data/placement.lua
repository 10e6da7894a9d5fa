-- Who fits in which bed. National texts set no rule for sex: same-sex rooms,
-- couples exempt with recorded consent, is this house's rule. Weights add up
-- to the score of a proposal; a hard rule is broken only with a reason.
return {
  {
    standard = "松鹤床位安排规则",
    edition = "2026",
    valid_from = "2020-11-01",
    source = "standards 8.3; plan B1, B3",
    confidence = "U",
    nursing_from = 2, -- GB/T 42195 level from which a nursing bed is needed
    weights = {
      kind_wanted = 30, kind_suits = 25, class_wanted = 20, class_suits = 15, with_spouse = 40,
      nursing_wasted = -25, low_floor = 10, floor_high = -10, not_clean = -5,
    },
  },
}
