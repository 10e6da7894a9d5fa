-- Some medicines that are common in Chinese nursing homes, for a home that has
-- no list of its own yet: ingredients and classes come from data/substances.lua.
-- Partial by nature: strengths are those of common packages; check the box.
--   name, generic, form, strength, its unit, unit of stock, more
local function drug(name, ingredients, form, strength, strength_unit, unit, more)
  local row = copy(more or {})
  row.name, row.form, row.unit = name, form, unit
  row.strength, row.strength_unit = strength, strength_unit
  row.ingredients = array(type(ingredients) == "table" and ingredients or { ingredients })
  return row
end

return {
  {
    standard = "松鹤随附药品目录", edition = "2026-11（不完整）", valid_from = "2026-11-01",
    source = "松鹤随附示例目录（常用药常识，未逐条核对说明书）", confidence = "KM", partial = true,
    source_en = "Examples that come along, not checked against leaflets",
    drugs = {
      -- heart and pressure
      drug("苯磺酸氨氯地平片", "氨氯地平", "tablet", "5", "mg", "tablet"),
      drug("硝苯地平控释片", "硝苯地平", "slow_tablet", "30", "mg", "tablet",
        { elderly = "整片吞服，不可掰开。" }),
      drug("缬沙坦胶囊", "缬沙坦", "capsule", "80", "mg", "capsule"),
      drug("厄贝沙坦片", "厄贝沙坦", "tablet", "150", "mg", "tablet"),
      drug("培哚普利片", "培哚普利", "tablet", "4", "mg", "tablet"),
      drug("酒石酸美托洛尔片", "美托洛尔", "tablet", "25", "mg", "tablet"),
      drug("比索洛尔片", "比索洛尔", "tablet", "5", "mg", "tablet"),
      drug("氢氯噻嗪片", "氢氯噻嗪", "tablet", "25", "mg", "tablet"),
      drug("呋塞米片", "呋塞米", "tablet", "20", "mg", "tablet"),
      drug("螺内酯片", "螺内酯", "tablet", "20", "mg", "tablet"),
      drug("氯化钾缓释片", "氯化钾", "slow_tablet", "500", "mg", "tablet"),
      drug("地高辛片", "地高辛", "tablet", "0.25", "mg", "tablet", { high_alert = true }),
      drug("单硝酸异山梨酯片", "单硝酸异山梨酯", "tablet", "20", "mg", "tablet"),
      drug("硝酸甘油片", "硝酸甘油", "tablet", "0.5", "mg", "tablet"),
      drug("盐酸胺碘酮片", "胺碘酮", "tablet", "200", "mg", "tablet"),
      -- blood and fat
      drug("阿司匹林肠溶片", "阿司匹林", "enteric_tablet", "100", "mg", "tablet"),
      drug("硫酸氢氯吡格雷片", "氯吡格雷", "tablet", "75", "mg", "tablet"),
      drug("华法林钠片", "华法林", "tablet", "2.5", "mg", "tablet", { high_alert = true }),
      drug("利伐沙班片", "利伐沙班", "tablet", "10", "mg", "tablet", { high_alert = true }),
      drug("阿托伐他汀钙片", "阿托伐他汀", "tablet", "20", "mg", "tablet"),
      drug("瑞舒伐他汀钙片", "瑞舒伐他汀", "tablet", "10", "mg", "tablet"),
      -- sugar
      drug("盐酸二甲双胍片", "二甲双胍", "tablet", "500", "mg", "tablet"),
      drug("格列美脲片", "格列美脲", "tablet", "2", "mg", "tablet", { high_alert = true }),
      drug("阿卡波糖片", "阿卡波糖", "tablet", "50", "mg", "tablet"),
      drug("甘精胰岛素注射液", "甘精胰岛素", "injection", "100", "iu", "ml",
        { high_alert = true }),
      drug("门冬胰岛素注射液", "门冬胰岛素", "injection", "100", "iu", "ml",
        { high_alert = true }),
      -- nerves and sleep
      drug("盐酸多奈哌齐片", "多奈哌齐", "tablet", "5", "mg", "tablet"),
      drug("盐酸美金刚片", "美金刚", "tablet", "10", "mg", "tablet"),
      drug("多巴丝肼片", { "左旋多巴", "苄丝肼" }, "tablet", "250", "mg", "tablet"),
      drug("富马酸喹硫平片", "喹硫平", "tablet", "25", "mg", "tablet"),
      drug("盐酸舍曲林片", "舍曲林", "tablet", "50", "mg", "tablet"),
      drug("艾司唑仑片", "艾司唑仑", "tablet", "1", "mg", "tablet",
        { high_alert = true, controlled = "psychotropic_2" }),
      drug("酒石酸唑吡坦片", "唑吡坦", "tablet", "10", "mg", "tablet",
        { high_alert = true, controlled = "psychotropic_2" }),
      -- pain
      drug("对乙酰氨基酚片", "对乙酰氨基酚", "tablet", "500", "mg", "tablet"),
      drug("塞来昔布胶囊", "塞来昔布", "capsule", "200", "mg", "capsule"),
      drug("盐酸曲马多缓释片", "曲马多", "slow_tablet", "100", "mg", "tablet",
        { high_alert = true, controlled = "psychotropic_2" }),
      drug("盐酸羟考酮缓释片", "羟考酮", "slow_tablet", "10", "mg", "tablet",
        { high_alert = true, controlled = "narcotic" }),
      -- belly, breath, bones and the rest
      drug("奥美拉唑肠溶胶囊", "奥美拉唑", "capsule", "20", "mg", "capsule"),
      drug("乳果糖口服溶液", "乳果糖", "solution", "667", "mg", "ml"),
      drug("茶碱缓释片", "茶碱缓释", "slow_tablet", "100", "mg", "tablet"),
      drug("碳酸钙D3片", { "碳酸钙", "维生素d3" }, "tablet", "600", "mg", "tablet"),
      drug("左甲状腺素钠片", "左甲状腺素", "tablet", "50", "ug", "tablet"),
      drug("非那雄胺片", "非那雄胺", "tablet", "5", "mg", "tablet"),
      drug("盐酸坦索罗辛缓释胶囊", "坦索罗辛", "slow_capsule", "0.2", "mg", "capsule"),
      -- antibiotics
      drug("阿莫西林胶囊", "阿莫西林", "capsule", "250", "mg", "capsule",
        { antibiotic = "unrestricted" }),
      drug("头孢呋辛酯片", "头孢呋辛", "tablet", "250", "mg", "tablet",
        { antibiotic = "unrestricted" }),
      drug("左氧氟沙星片", "左氧氟沙星", "tablet", "500", "mg", "tablet",
        { antibiotic = "unrestricted" }),
      drug("复方磺胺甲噁唑片", { "磺胺甲噁唑", "甲氧苄啶" }, "tablet", "480", "mg", "tablet",
        { antibiotic = "unrestricted" }),
    },
  },
}
