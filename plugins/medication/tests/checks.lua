-- What is checked when a medicine is ordered and given, and what the checks say
-- they could not check.
local checks = require "rules.checks"
local index = require "lib.index"
local naming = require "lib.naming"
local ward = require "tests.lib.ward"
local steps, act, tick = ward.steps, ward.act, ward.tick

local function allergy(substance)
  return { do_ = "residents.add_allergy", input = { resident = 1, substance = substance } }
end

-- The small list that comes along: numbers in its order, behind 甲药 and 乙药.
local names, kept = {}, {}
for i, drug in ipairs(require("data.drugs")[1].drugs) do
  names[drug.name], kept[drug.name] = i + 2, drug.unit
end

local start = steps(ward.start, act("load_drugs", {}, { known = 0 }))

local function order(name, more, extra)
  return ward.merged(ward.order(ward.merged({ drug = names[name],
    dose = { amount = "1", unit = kept[name] }, frequency = "bid" }, more)), extra)
end

local function no(name, more, ...)
  return order(name, more, { refused = { ... } })
end

local function asked(name, gives)
  return { ask = "medication.check", input = { resident = 1, drug = names[name] }, gives = gives }
end

local reason = "医生电话确认仍需使用"
local back = "阿司匹林肠溶片与华法林钠片：严重相互作用。出血风险明显增加。"
local sugar = "呋塞米片与盐酸二甲双胍片：严重相互作用。示例"
local none = null

-- The rule with the tables that come along.
local function run(drug, allergies, others, more)
  local list = checks({ standard = "s", edition = "e", source = "q",
    not_drugs = require("data.substances")[1].not_drugs,
    no_allergy = require("data.substances")[1].no_allergy,
    classes = require("data.drug_classes")[1].classes,
    interactions = require("data.interactions")[1], elderly = require("data.elderly")[1],
    index = index }, ward.merged({ drug = ward.merged({ id = 1, classes = {},
    controlled = "none", antibiotic = "none" }, drug), allergies = allergies or {},
    others = others or {}, pairs = {}, lists = {} }, more))
  local codes = {}
  for _, entry in ipairs(list) do
    assert(entry.zh ~= "" and entry.en ~= "" and entry.source and entry.edition)
    codes[entry.code] = codes[entry.code] == "stop" and "stop" or entry.severity
  end
  return codes
end

local function drug(name, ...) return { name = name, ingredients = { ... } } end

-- Whether a dose of a drug of this ingredient asks for two people.
local function two(ingredient, form)
  local inside = naming.contents(index, { ingredients = { ingredient }, classes = {} })
  return naming.high_alert(require("data.drug_classes")[1].classes, inside, form or "tablet")
end

return {
  -- the list of standards 7.4, and ingredients that are in no table
  { name = "high-alert medicines are known by what they hold", run = function()
    for _, name in ipairs { "赖脯胰岛素", "精蛋白锌胰岛素", "华法林钠", "达比加群酯", "艾多沙班",
      "阿哌沙班", "那屈肝素钙", "羟考酮", "盐酸哌替啶", "美沙酮", "地高辛", "格列吡嗪", "格列喹酮",
      "甲氨蝶呤", "奥沙西泮", "咪达唑仑", "苯巴比妥", "唑吡坦" } do
      assert(two(name), name .. " is given by one")
    end
    assert(two("氯化钾", "injection") and not two("氯化钾", "slow_tablet"))
    for _, name in ipairs { "瑞格列奈", "达格列净", "西格列汀", "阿司匹林", "氨氯地平", "蒙脱石散" } do
      assert(not two(name), name)
    end
  end },

  { name = "what is in no table still belongs to the class its name says", steps = steps(start,
    ward.drug("头孢地尼胶囊", { ingredients = { "头孢地尼" } }), allergy "头孢",
    ward.merged(ward.order { drug = 3 + #require("data.drugs")[1].drugs },
      { refused = { "drug", "allergy_class" } }),
    ward.drug("奥美沙坦酯片", { ingredients = { "奥美沙坦酯" } }),
    ward.act("order", { resident = 1, drug = names["缬沙坦胶囊"], route = "po", frequency = "qd",
      dose = { amount = "1", unit = "capsule" } }),
    { ask = "medication.check", input = { resident = 1,
      drug = 4 + #require("data.drugs")[1].drugs }, gives = { { code = "duplicate_class" },
        { code = "ingredient_unknown" } } },
    -- and a new insulin is given by two
    ward.drug("双胰岛素注射液", { ingredients = { "双胰岛素" }, form = "injection", unit = "iu" }),
    ward.order({ drug = 5 + #require("data.drugs")[1].drugs, dose = { amount = "4", unit = "iu" },
      route = "sc" }),
    { ask = "medication.orders", input = { resident = 1 }, gives = { { signer = true } } }) },

  { name = "an allergy stops; a reason and a second person go on, and it is kept",
    steps = steps(start, allergy "青霉素皮试阳性",
      no("阿莫西林胶囊", {}, "drug", "allergy_class", "override", "second"),
      no("阿莫西林胶囊", { override = reason }, "second"),
      ward.merged(no("阿莫西林胶囊", {}, "override"), { second = { "doctor" } }),
      { ask = "medication.orders", rows = 0 },
      order("阿莫西林胶囊", { override = reason }, { second = { "doctor" } }),
      { ask = "medication.overrides", rows = 1, gives = { { code = "allergy_class",
        stage = "order", reason = reason, resident = 1 } } },
      tick "16:00", ward.record(1, "16:00", "given"),
      { ask = "medication.overrides", rows = 1 }) },

  { name = "who is no doctor names the doctor who agreed to go against an allergy",
    steps = steps(start, allergy "青霉素",
      ward.merged(no("阿莫西林胶囊", { override = reason }, "agreed_by", "required"),
        { as = { "nurse" }, second = { "nurse" } }),
      ward.merged(no("阿莫西林胶囊", { override = reason, agreed_by = "李医师" }, "agreed_how",
        "required"), { as = { "nurse" }, second = { "nurse" } }),
      ward.merged(no("阿莫西林胶囊", { override = reason, agreed_by = "李医师",
        agreed_how = "phone", agreed_at = "2026-11-23T10:00:00+08:00" }, "agreed_at", "future"),
        { as = { "nurse" }, second = { "nurse" } }),
      order("阿莫西林胶囊", { override = reason, agreed_by = "李医师", agreed_how = "phone",
        agreed_at = "2026-11-23T08:40:00+08:00" }, { as = { "nurse" }, second = { "nurse" } }),
      { ask = "medication.overrides", rows = 1, gives = { { doctor = "李医师", severity = "stop",
        agreed_how = "phone", agreed_at = "2026-11-23T08:40:00+08:00" } } }) },

  { name = "every override names the doctor, unless the home wants it of allergies only",
    steps = steps(start, order "缬沙坦胶囊",
      ward.merged(no("缬沙坦胶囊", { override = reason }, "drug", "duplicate", "agreed_by"),
        { as = { "nurse" }, second = { "nurse" } }),
      ward.merged(no("缬沙坦胶囊", { override = reason, agreed_by = "李医师",
        agreed_how = "written" }, "second"), { as = { "nurse" } }),
      order("缬沙坦胶囊", { override = reason, agreed_by = "李医师", agreed_how = "written" },
        { as = { "nurse" }, second = { "nurse" } }),
      { ask = "medication.overrides", rows = 1, gives = { { code = "duplicate",
        doctor = "李医师", agreed_how = "written", agreed_at = "2026-11-23T09:00:00+08:00" } } },
      order("缬沙坦胶囊", { override = reason }, { second = { "nurse" } }),
      { ask = "medication.overrides", gives = { { agreed_how = "self" } } },
      { settings = { doctor_agrees = false } },
      order("缬沙坦胶囊", { override = reason }, { as = { "nurse" }, second = { "nurse" } }),
      allergy "青霉素",
      ward.merged(no("阿莫西林胶囊", { override = reason }, "agreed_by"),
        { as = { "nurse" }, second = { "nurse" } })) },

  { name = "a warning gone against is kept with reason and doctor; a home may insist",
    steps = steps(start, order "缬沙坦胶囊", order "厄贝沙坦片",
      { ask = "medication.overrides", rows = 0 },
      { settings = { warnings_agreed = true } },
      ward.merged(no("艾司唑仑片", {}, "drug", "elderly", "override", "agreed_by"),
        { as = { "nurse" } }),
      order("艾司唑仑片", { override = "长期失眠，医师嘱小剂量", agreed_by = "李医师",
        agreed_how = "present", dose = { amount = "1", unit = "mg" } }, { as = { "nurse" } }),
      { ask = "medication.overrides", rows = 1, gives = { { severity = "warn", code = "elderly",
        stage = "order", doctor = "李医师", agreed_how = "present" } } }) },

  { name = "an allergy found after the order stops the dose", steps = steps(start,
    order("头孢呋辛酯片", { ["end"] = "2026-11-30" }), tick "15:50", allergy "头孢",
    ward.refuse(1, "16:00", "given", {}, "allergy_class", "override", "second"),
    ward.refuse(1, "16:00", "given", { override = reason }, "second"),
    ward.record(1, "16:00", "given", { override = reason }, nil, { second = { "doctor" } }),
    { ask = "medication.overrides", rows = 1, gives = { { stage = "giving" } } }) },

  { name = "one ruled out stops no more", steps = steps(start, allergy "磺胺",
    no("复方磺胺甲噁唑片", {}, "allergy_class"),
    { do_ = "residents.end_allergy", input = { allergy = 1, on = "2026-11-23" } },
    order("复方磺胺甲噁唑片", { ["end"] = "2026-11-30" })) },

  { name = "two that must not go together stop, also while they are given", steps = steps(start,
    ward.drug("西地那非片", { ingredients = { "西地那非" } }),
    order "单硝酸异山梨酯片",
    ward.refused({ drug = #require("data.drugs")[1].drugs + 3 }, "interaction", "override"),
    ward.merged(ward.order { drug = #require("data.drugs")[1].drugs + 3, override = reason,
      frequency = "bid" }, { second = { "doctor" } }),
    tick "16:00", ward.record(1, "16:00", "given"), ward.record(2, "16:00", "given")) },

  { name = "the same ingredient twice stops, the same class warns", steps = steps(start,
    order "缬沙坦胶囊", no("缬沙坦胶囊", {}, "duplicate"),
    asked("厄贝沙坦片", { { severity = "warn", code = "duplicate_class" } }),
    order "厄贝沙坦片") },

  { name = "who gives is told what speaks against it, in the round and in the answer",
    steps = steps(start, order "华法林钠片", order "阿司匹林肠溶片", order("呋塞米片"), tick "16:00",
      { ask = "medication.round", rows = 3, gives = {
        { reasons = { { zh = back } } }, { reasons = { { zh = back } } },
        { drug_name = "呋塞米片 20毫克" } } },
      ward.merged(ward.record(2, "16:00", "given", {}, { warnings = { { zh = back } } }),
        { second = { "nurse" } }),
      ward.record(3, "16:00", "given", {}, { warnings = {} }),
      act("stop", { order = 2, reason = "停药" }),
      -- of what is taken no more nothing is told, nor of what was recorded
      { ask = "medication.round", rows = 3, gives = { { order = 1, reasons = none }, {
        order = 2, outcome = "given", reasons = none }, {} } }) },

  { name = "the round knows the home's own list, the answer allergies of today",
    steps = steps(start, act("import_interaction", { a = "二甲双胍", b = "呋塞米", severity = "major",
      zh = "示例", source = "甲库", edition = "2026.1" }),
    order "盐酸二甲双胍片", order "呋塞米片", tick "15:50", allergy "磺胺",
    { ask = "medication.round", rows = 2, gives = { { reasons = { {
      zh = sugar } } }, { reasons = { { zh = sugar } } } } },
    tick "16:00", ward.record(2, "16:00", "given", {}, { warnings = {
      { zh = "对“磺胺”过敏，呋塞米片属于含磺酰胺结构（非抗菌）。" }, { zh = sugar } } }),
    -- a change keeps what was found
    act("change", { order = 2, reason = "减量", dose = { amount = "0.5", unit = "tablet" } }),
    tick "2026-11-24T08:00:00",
    { ask = "medication.round", gives = { {}, { reasons = { { zh = sugar } } } } }) },

  { name = "every answer says what it rests on and what it could not check",
    steps = steps(start, allergy "祖传膏药",
      asked("呋塞米片", { { severity = "warn", code = "allergy_unknown" },
        { severity = "note", code = "partial" },
        { severity = "note", code = "no_interaction_list", edition = "2026-11（不完整）" } }),
      { ask = "medication.check", input = { resident = 1, drug = 1 }, gives = {
        { code = "allergy_unknown" }, { code = "ingredient_unknown" }, { code = "partial" },
        { code = "no_interaction_list" } } },
      { ask = "medication.knowledge", rows = 8, gives = { { key = "substances", partial = true },
        { key = "drug_classes", partial = true }, { key = "interactions", partial = true },
        { key = "elderly", partial = true }, { key = "daily_max", partial = true },
        { key = "prescription_days", partial = true }, { key = "drugs", partial = true },
        { what = "药品", what_en = "Drugs", partial = true } } }) },

  { name = "a list that the home imported is looked into and named", steps = steps(start,
    act("import_interaction", { a = "二甲双胍", b = "呋塞米", severity = "contraindicated",
      zh = "示例", source = "甲库", edition = "2026.1" }, { a = "ingredient:furosemide",
      b = "ingredient:metformin" }),
    order "盐酸二甲双胍片",
    no("呋塞米片", {}, "interaction"),
    asked("螺内酯片", { { code = "partial" }, { code = "no_allergies" },
      { code = "interaction_list", source = "甲库", edition = "2026.1" } }),
    act("import_interaction", { a = "呋塞米", b = "二甲双胍", severity = "minor", zh = "改为轻微",
      source = "甲库", edition = "2026.2" }, { interaction = 1 }),
    order "呋塞米片") },

  { name = "high-alert and controlled drugs take two", steps = steps(start,
    { settings = { count_weekday = 0 } },
    order("艾司唑仑片", { dose = { amount = "1", unit = "mg" } }),
    tick "16:00", ward.refuse(1, "16:00", "given", {}, "second", "stock"),
    ward.merged(ward.act("receive", { resident = 1, drug = names["艾司唑仑片"], lot = "A",
      expiry = "2028-12-31", quantity = "10", from = "家属" }), { second = { "nurse" } }),
    ward.refuse(1, "16:00", "given", {}, "second"),
    ward.record(1, "16:00", "given", {}, nil, { second = { "nurse" } })) },

  { name = "cross-reactions of standards 7.4", run = function()
    local amoxicillin, cefuroxime = drug("阿莫西林胶囊", "阿莫西林"), drug("头孢呋辛酯片", "头孢呋辛酯")
    assert(run(amoxicillin, { "青霉素" }).allergy_class == "stop")
    assert(run(amoxicillin, { "阿莫西林" }).allergy == "stop")
    assert(run(cefuroxime, { "青霉素过敏" }).allergy_class == "stop")
    assert(run(amoxicillin, { "先锋霉素" }).allergy_class == "stop")
    assert(run(drug("复方新诺明", "磺胺甲噁唑", "甲氧苄啶"), { "对磺胺过敏" }).allergy_class == "stop")
    assert(run(drug("呋塞米片", "呋塞米"), { "磺胺类" }).allergy_class == "warn")
    assert(run(drug("塞来昔布胶囊", "塞来昔布"), { "阿司匹林" }).allergy_class == "stop")
    assert(run(drug("布洛芬片", "布洛芬"), { "阿司匹林" }).allergy_class == "stop")
    assert(run(drug("对乙酰氨基酚片", "对乙酰氨基酚"), { "青霉素", "磺胺", "头孢" }).allergy_class == nil)
    assert(run(drug("氨氯地平片", "氨氯地平"), { "青霉素" }).allergy_class == nil)
  end },

  { name = "notes that are no drug allergy are no warning", run = function()
    for _, text in ipairs { "无", "无药物过敏史", "否认", "海鲜", "花粉过敏" } do
      local codes = run(drug("呋塞米片", "呋塞米"), { text })
      assert(not codes.allergy_unknown and not codes.allergy, text)
    end
    assert(run(drug("呋塞米片", "呋塞米"), { "鱼肝油" }).allergy_unknown == "warn")
  end },

  { name = "names: the longest first, Latin ones as whole words", run = function()
    local function ids(text)
      local list = array {}
      for id in pairs(naming.find(index, text).substances) do list[#list + 1] = id end
      return table.concat(list, ",")
    end
    assert(ids("氨茶碱") == "aminophylline" and ids("茶碱缓释片") == "theophylline")
    assert(ids("舒乐安定") == "estazolam" and ids("艾司西酞普兰") == "escitalopram")
    assert(next(naming.find(index, "carbamazepine").classes) == nil)
    assert(naming.find(index, "ARB 类").classes.arb ~= nil)
    assert(naming.code(index, "非甾体抗炎药") == "class:nsaid")
    assert(naming.code(index, "某某素") == "ingredient:某某素")
  end },

  { name = "every shipped drug is known to the tables, every pair to the names", run = function()
    for _, each in ipairs(require("data.drugs")[1].drugs) do
      local inside = naming.contents(index, ward.merged({ classes = {} }, each))
      assert(#inside.unknown == 0, each.name)
    end
    local classes, substances = {}, {}
    for _, class in ipairs(require("data.drug_classes")[1].classes) do classes[class.id] = true end
    for _, each in ipairs(require("data.substances")[1].substances) do
      substances[each.id] = true
      for _, class in ipairs(each.classes) do assert(classes[class], class) end
    end
    local function known(code)
      local kind, id = code:match("^(%l+):(.+)$")
      return kind == "class" and classes[id] or kind == "ingredient" and substances[id]
    end
    for _, pair in ipairs(require("data.interactions")[1].pairs) do
      assert(known(pair.a) and known(pair.b) and pair.a < pair.b, pair.a .. " " .. pair.b)
    end
    for _, caution in ipairs(require("data.elderly")[1].cautions) do
      assert(known(caution.code), caution.code)
    end
  end },
}
