-- A handful of well-known pairs, to show how the check works and to catch the
-- worst. No substitute for a licensed list, which a home imports.
local source = "松鹤随附示例（药品说明书常见警示，未逐条核对原文）"
local edition = "2026-11（不完整）"

local function pair(a, b, severity, zh, en)
  if b < a then a, b = b, a end
  return { a = a, b = b, severity = severity, zh = zh, en = en, source = source,
    edition = edition }
end

return {
  {
    standard = "松鹤随附相互作用示例", edition = edition, valid_from = "2026-11-01",
    source = source, confidence = "KM", partial = true,
    source_en = "Examples that come along: common warnings of leaflets, not checked one by one",
    pairs = {
      pair("ingredient:warfarin", "class:nsaid", "major", "出血风险明显增加。",
        "Much more bleeding."),
      pair("ingredient:warfarin", "class:sulfonamide", "major", "华法林作用增强，监测 INR。",
        "Warfarin acts more strongly: watch the INR."),
      pair("ingredient:warfarin", "ingredient:metronidazole", "major",
        "华法林作用增强，监测 INR。", "Warfarin acts more strongly: watch the INR."),
      pair("ingredient:warfarin", "ingredient:amiodarone", "major",
        "华法林作用增强，监测 INR。", "Warfarin acts more strongly: watch the INR."),
      pair("class:anticoagulant", "class:antiplatelet", "major", "出血风险增加，须医生确认合用。",
        "More bleeding: the doctor confirms both."),
      pair("ingredient:digoxin", "ingredient:amiodarone", "major", "地高辛血药浓度升高。",
        "More digoxin in the blood."),
      pair("ingredient:digoxin", "class:loop_diuretic", "moderate", "低血钾时易中毒，监测血钾。",
        "Low potassium makes digoxin poisonous: watch it."),
      pair("class:acei", "class:potassium_sparing", "major", "高血钾风险，监测血钾和肾功能。",
        "High potassium: watch it and the kidneys."),
      pair("class:arb", "class:potassium_sparing", "major", "高血钾风险，监测血钾和肾功能。",
        "High potassium: watch it and the kidneys."),
      pair("class:acei", "class:potassium", "major", "高血钾风险。", "High potassium."),
      pair("class:arb", "class:potassium", "major", "高血钾风险。", "High potassium."),
      pair("class:acei", "class:arb", "major", "低血压、高血钾和肾损害风险，一般不合用。",
        "Low pressure, high potassium, harm to the kidneys: not usually together."),
      pair("class:nitrate", "ingredient:sildenafil", "contraindicated", "可致严重低血压。",
        "Dangerously low blood pressure."),
      pair("ingredient:simvastatin", "ingredient:clarithromycin", "contraindicated",
        "横纹肌溶解风险。", "Muscles may break down."),
      pair("class:ssri", "ingredient:selegiline", "contraindicated", "5-羟色胺综合征风险。",
        "Serotonin syndrome."),
      pair("class:opioid", "class:benzodiazepine", "major", "呼吸抑制、过度镇静。",
        "Breathing may be suppressed."),
      pair("class:opioid", "class:z_drug", "major", "呼吸抑制、过度镇静。",
        "Breathing may be suppressed."),
      pair("class:benzodiazepine", "class:z_drug", "major", "过度镇静、跌倒。",
        "Too sleepy, and falls."),
      pair("class:xanthine", "class:quinolone", "moderate", "茶碱浓度可升高。",
        "Theophylline may rise."),
      pair("class:xanthine", "class:macrolide", "moderate", "茶碱浓度可升高。",
        "Theophylline may rise."),
      pair("ingredient:methotrexate", "class:nsaid", "major", "甲氨蝶呤毒性增加。",
        "Methotrexate becomes more poisonous."),
      pair("ingredient:clopidogrel", "ingredient:omeprazole", "moderate", "氯吡格雷作用减弱。",
        "Clopidogrel works less."),
      pair("class:beta_blocker", "ingredient:salbutamol", "minor", "互相减弱作用。",
        "Each weakens the other."),
    },
  },
}
