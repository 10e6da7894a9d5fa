-- Medicines that old people had better not get, or get with care. A few well
-- known ones; the full lists (Beers, 中国老年人潜在不适当用药判断标准) have to be
-- consulted.
return {
  {
    standard = "老年人慎用药提示", edition = "2026-11（不完整）", valid_from = "2026-11-01",
    source = "standards 7.4；参照 Beers 标准与中国老年人潜在不适当用药判断标准的常见条目，未逐条核对",
    source_en = "Standards 7.4; after Beers and the Chinese criteria, not checked one by one",
    confidence = "KM", partial = true,
    cautions = {
      { code = "class:benzodiazepine", zh = "增加跌倒、谵妄和认知损害。",
        en = "More falls, delirium, confusion." },
      { code = "class:z_drug", zh = "增加跌倒和谵妄。", en = "More falls and delirium." },
      { code = "class:antihistamine_1", zh = "抗胆碱作用强：意识模糊、尿潴留、便秘。",
        en = "Strongly anticholinergic: confusion, retention, constipation." },
      { code = "class:antipsychotic", zh = "失智老人中风和死亡风险增加，须有明确指征。",
        en = "More strokes and deaths in dementia: only with a clear reason." },
      { code = "ingredient:indometacin", zh = "中枢不良反应多于其他非甾体抗炎药。",
        en = "More side effects on the brain than other NSAIDs." },
      { code = "class:nsaid", zh = "长期用有消化道出血和肾损害风险。",
        en = "Long use: bleeding of the gut, harm to the kidneys." },
      { code = "ingredient:digoxin", zh = "每天一般不超过 0.125 毫克，注意肾功能。",
        en = "Usually 0.125 mg a day at most; mind the kidneys." },
      { code = "ingredient:glibenclamide", zh = "易致长时间低血糖。",
        en = "Long-lasting low blood sugar." },
      { code = "ingredient:glimepiride", zh = "易致低血糖。", en = "Low blood sugar." },
      { code = "ingredient:nifedipine", zh = "速释剂型不宜用：低血压。",
        en = "Not as a fast-release form: low blood pressure." },
      { code = "class:alpha_blocker", zh = "体位性低血压、跌倒。",
        en = "Low pressure on standing, falls." },
      { code = "ingredient:theophylline", zh = "治疗窗窄：心律失常、失眠。",
        en = "Little between enough and too much: the heart's rhythm, sleep." },
    },
  },
}
