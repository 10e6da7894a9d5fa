-- The nine risks of GB 38600-2019 (九防), as fire_safety names their plans.
return {
  { risk = "choking", zh = "噎食", en = "choking" },
  { risk = "wrong_intake", zh = "食品药品误食", en = "wrong food or medicine" },
  { risk = "pressure_sore", zh = "压疮", en = "pressure sores" },
  { risk = "scald", zh = "烫伤", en = "scalds" },
  { risk = "bed_fall", zh = "坠床", en = "falls from bed" },
  { risk = "fall", zh = "跌倒", en = "falls" },
  { risk = "harm", zh = "他伤和自伤", en = "harm by others or oneself" },
  { risk = "lost", zh = "走失", en = "getting lost" },
  { risk = "activity", zh = "文娱活动意外", en = "accidents in activities" },
}
