-- Who gets a bed first (轮候次序). Groups in order; the first whose grounds
-- hold decides the rank; within a rank the earlier application goes first.
-- The law names the groups of the edition's standard; those with a `standard`
-- of their own are the reference list of another city, as Chongqing's ranked
-- list was not found: a home may replace this table. Disability counts from `dependent_from` on the
-- ability scale of GB/T 42195 (2: moderate).
local reference = { standard = "成都市轮候入住规定（参照）", edition = "2019",
  en = "the reference list of Chengdu, 2019",
  source = "standards 8.2, F:S34" }

return {
  {
    standard = "养老机构管理办法 第5条",
    edition = "民政部令第66号",
    valid_from = "2020-11-01",
    source = "standards 8.1, 8.2; plan B2, 5.1.1, 5.1.2",
    confidence = "KM",
    dependent_from = 2,
    oldest_from = 80,
    -- A disability is severe up to this grade; other kinds never are.
    severe = { visual = 2, hearing = 1, speech = 1, physical = 1, intellectual = 2 },
    -- As many beds as the destitute whom the home supported last year are kept
    -- for them (the reference list, 8.2); a bed of these kinds counts.
    kept = { by = reference, group = "tekun", status = "tekun",
      kinds = { nursing = true, general = true, dementia = true } },
    groups = {
      { rank = 1, code = "tekun", zh = "特困人员，要求集中供养，应收尽收",
        en = "State-supported destitute person who asks for central support: always gets a bed",
        needs = { "central", "tekun", "local_hukou" } },
      { rank = 2, code = "hardship_alone", zh = "经济困难的孤寡、空巢、留守老人",
        en = "In hardship, and alone, apart from the children or left behind",
        needs = { "hardship", "alone" } },
      { rank = 2, code = "hardship_dependent", zh = "经济困难的失能老人",
        en = "In hardship and dependent on care", needs = { "hardship", "dependent" } },
      { rank = 2, code = "hardship_disabled", zh = "经济困难的残疾老人",
        en = "In hardship and disabled", needs = { "hardship", "disabled" } },
      { rank = 2, code = "hardship_oldest", zh = "经济困难的高龄老人",
        en = "In hardship and very old", needs = { "hardship", "oldest" } },
      { rank = 2, code = "special_family", zh = "计划生育特殊家庭老人",
        en = "Lost the only child", needs = { "special_family" } },
      { rank = 2, code = "contribution", zh = "作出重大贡献的失能老人", by = reference,
        en = "Great contribution to society, and dependent",
        needs = { "contribution", "assessed" } },
      { rank = 2, code = "honoured", zh = "失能的重点优抚对象", by = reference,
        en = "Veteran or martyr's family, and dependent", needs = { "honoured", "assessed" } },
      { rank = 2, code = "severe_disabled", zh = "重度残疾老人", by = reference,
        en = "Severely disabled", needs = { "severe" } },
      { rank = 3, code = "dependent", zh = "其他失能、失智老人",
        en = "Others who depend on care", needs = { "nursing_home", "dependent", "lives_local" } },
      { rank = 4, code = "oldest", zh = "其他高龄老人", en = "Others who are very old",
        needs = { "oldest", "lives_local" } },
      { rank = 5, code = "others", zh = "其他老人", en = "Everybody else", needs = {} },
    },
    -- What each ground is called, and which entitlements prove it.
    grounds = {
      central = { zh = "要求集中供养", en = "asks for central support" },
      tekun = { zh = "特困人员", en = "state-supported destitute person" },
      hardship = { zh = "经济困难", en = "in hardship" },
      alone = { zh = "孤寡、空巢或留守", en = "lives alone" },
      dependent = { zh = "失能或失智", en = "depends on care" },
      assessed = { zh = "经评估失能或失智", en = "dependent by assessment" },
      disabled = { zh = "持证残疾", en = "certified disability" },
      severe = { zh = "重度残疾", en = "severe disability" },
      oldest = { zh = "高龄", en = "very old" },
      special_family = { zh = "计划生育特殊家庭", en = "lost the only child" },
      contribution = { zh = "作出重大贡献", en = "great contribution" },
      honoured = { zh = "重点优抚对象", en = "veteran or martyr's family" },
      local_hukou = { zh = "本地户籍", en = "registered here" },
      lives_local = { zh = "本地常住", en = "lives here for good" },
      nursing_home = { zh = "本院有护理能力", en = "this home can nurse" },
    },
    proofs = {
      { status = "tekun", ground = "tekun", zh = "特困人员", en = "destitute" },
      { status = "tekun", ground = "hardship", zh = "特困人员", en = "destitute" },
      { status = "dibao", ground = "hardship", zh = "低保", en = "minimum allowance" },
      { status = "dibao_edge", ground = "hardship", zh = "低保边缘", en = "near the minimum" },
      { status = "poor", ground = "hardship", zh = "经济困难认定", en = "recognised hardship" },
      { status = "childless", ground = "alone", zh = "孤寡", en = "no children or spouse" },
      { status = "empty_nest", ground = "alone", zh = "空巢", en = "apart from the children" },
      { status = "left_behind", ground = "alone", zh = "留守", en = "left behind" },
      { status = "disabled", ground = "disabled", zh = "持证残疾", en = "certified" },
      { status = "special_family", ground = "special_family", zh = "已登记", en = "on file" },
      { status = "contribution", ground = "contribution", zh = "已登记", en = "on file" },
      { status = "honoured", ground = "honoured", zh = "已登记", en = "on file" },
    },
  },
}
