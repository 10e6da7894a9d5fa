-- Entitlements and circumstances that decide who comes first and what is paid
-- (养老机构管理办法 art. 5, standards 8.1-8.2). `words`: what documents and
-- spreadsheets call them.
return {
  {
    standard = "养老机构管理办法",
    edition = "民政部令第66号",
    valid_from = "2020-11-01",
    source = "standards 8.1, 8.2",
    confidence = "KH",
    kinds = {
      { value = "tekun", zh = "特困人员", en = "State-supported destitute person",
        words = { "特困", "特困供养", "五保", "五保户", "特困供养人员" } },
      { value = "dibao", zh = "低保", en = "Minimum living allowance",
        words = { "最低生活保障", "低保户", "低保对象" } },
      { value = "dibao_edge", zh = "低保边缘", en = "Just above the minimum allowance",
        words = { "低保边缘家庭", "低收入" } },
      { value = "poor", zh = "其他经济困难", en = "Other recognised hardship",
        words = { "经济困难", "困难" } },
      { value = "special_family", zh = "计划生育特殊家庭",
        en = "Family that lost its only child", words = { "计生特殊家庭", "失独", "特扶" } },
      { value = "honoured", zh = "优抚对象", en = "Veteran or martyr's family",
        words = { "优抚", "重点优抚", "烈属", "退役军人" } },
      { value = "contribution", zh = "作出特殊贡献", en = "Special contribution to society",
        words = { "特殊贡献", "重大贡献", "劳模", "见义勇为" } },
      { value = "disabled", zh = "残疾", en = "Certified disability",
        words = { "残疾人", "持证残疾人" }, graded = true },
      { value = "childless", zh = "孤寡", en = "Alone, without children or spouse",
        words = { "孤老", "鳏寡孤独" } },
      { value = "empty_nest", zh = "空巢", en = "Lives apart from the children",
        words = { "空巢老人", "独居" } },
      { value = "left_behind", zh = "留守", en = "Left behind by migrant children",
        words = { "留守老人" } },
    },
  },
}
