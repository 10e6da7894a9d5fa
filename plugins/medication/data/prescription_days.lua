-- How many days' use one prescription may hold (standards 7.4, prescription
-- length). One entry fits each kind of prescription, mark and form of a drug.
-- `longer`: above it a prescription takes a reason, or is refused. A home that is
-- told otherwise sets its own days (table `length`). A patch counts as another
-- form: whether it is slow-release is not said, and that is the shorter one.
local office = { source = "处方管理办法（卫生部令第53号）", edition = "2007-05-01" }
local long = { source = "长期处方管理规范（试行）（国卫办医发〔2021〕17号）", edition = "2021-08-10" }

local strict = { "narcotic", "psychotropic_1" }
local slow = { "slow_tablet", "slow_capsule" }
local usual = { "ordinary", "emergency", "long_term" }

local function entry(key, days, longer, rule, confidence, words)
  return { key = key, days = days, longer = longer, zh = words[1], en = words[2],
    kinds = words.kinds, controlled = words.controlled, form = words.form,
    source = rule.source, edition = rule.edition, confidence = confidence }
end

return {
  {
    standard = "处方用量", edition = "2026-11", valid_from = "2007-05-01",
    source = "处方管理办法（2007）、长期处方管理规范（试行）（2021），未见原文", confidence = "KH",
    lengths = {
      entry("ordinary", 7, "reason", office, "KH", { "普通处方", "Ordinary prescription",
        kinds = { "ordinary", "pain" }, controlled = { "none" } }),
      entry("emergency", 3, "reason", office, "KH", { "急诊处方", "Emergency prescription",
        kinds = { "emergency" }, controlled = { "none", "psychotropic_2" } }),
      entry("long_term", 84, "refuse", long, "KH", { "长期处方（慢性病，最长 12 周）",
        "Long-term prescription (12 weeks at most)", kinds = { "long_term" },
        controlled = { "none" } }),
      entry("psychotropic_2", 7, "reason", office, "KM", { "第二类精神药品",
        "Psychotropic drug, class 2", kinds = { "ordinary", "long_term", "pain" },
        controlled = { "psychotropic_2" } }),
      entry("strict_injection", 1, "refuse", office, "KM", {
        "麻醉、第一类精神药品注射剂（一次常用量，按 1 天算）",
        "Narcotic or psychotropic class 1, injection (one usual dose, counted as 1 day)",
        kinds = usual, controlled = strict, form = { "injection" } }),
      entry("strict_slow", 7, "refuse", office, "KM", { "麻醉、第一类精神药品控缓释制剂",
        "Narcotic or psychotropic class 1, slow-release", kinds = usual, controlled = strict,
        form = slow }),
      entry("strict_other", 3, "refuse", office, "KM", { "麻醉、第一类精神药品其他剂型",
        "Narcotic or psychotropic class 1, other forms", kinds = usual, controlled = strict }),
      entry("pain_injection", 3, "refuse", office, "KM", {
        "癌痛、中重度慢性疼痛患者的麻醉、第一类精神药品注射剂",
        "The same for cancer pain or severe chronic pain: injection", kinds = { "pain" },
        controlled = strict, form = { "injection" } }),
      entry("pain_slow", 15, "refuse", office, "KM", {
        "癌痛、中重度慢性疼痛患者的麻醉、第一类精神药品控缓释制剂",
        "The same for cancer pain or severe chronic pain: slow-release", kinds = { "pain" },
        controlled = strict, form = slow }),
      entry("pain_other", 7, "refuse", office, "KM", {
        "癌痛、中重度慢性疼痛患者的麻醉、第一类精神药品其他剂型",
        "The same for cancer pain or severe chronic pain: other forms", kinds = { "pain" },
        controlled = strict }),
    },
  },
}
