local function register(input, step)
  step.do_, step.input = "residents.register", input
  return step
end

local wang = { name = "王秀英", sex = "female", born = "1940-02-29",
  id_number = "500152194002290020" }

local function with(changes)
  local copy = {}
  for key, value in pairs(wang) do copy[key] = value end
  for key, value in pairs(changes) do copy[key] = value end
  return copy
end

return {
  { name = "an ID number and a form that agree are taken", steps = {
    register({ name = "陈国华", sex = "male", born = "1940-02-29",
      id_number = "500152194002290012" }, { gives = { id = 1 } }),
    register({ name = "李玉梅", sex = "female", born = "1950-12-31",
      id_number = "500152195012310026" }, { gives = { id = 2 } }),
    register({ name = "张三", sex = "female", born = "1949-12-31",
      id_number = "11010519491231002x" }, { gives = { id = 3 } }),
    { ask = "residents.record", input = { id = 3 }, rows = 1,
      gives = { { id_number = "11010519491231002X", age = 76 } } },
  } },
  { name = "an ID number that cannot be is refused with its reason", steps = {
    register(with { id_number = "500152194002290013" },
      { refused = { "id_number", "id_check" } }),
    register(with { id_number = "50015219400229" }, { refused = { "id_number", "id_form" } }),
    register(with { id_number = "500152194102290010" }, { refused = { "id_number", "id_date" } }),
    register(with { id_number = "990152194002290012" },
      { refused = { "id_number", "id_division" } }),
    register(with { id_number = "500152194002290012" }, { refused = { "id_number", "id_sex" } }),
    register(with { id_number = "500152195012310026" },
      { refused = { "id_number", "id_born" } }),
    { ask = "residents.list", rows = 0 },
  } },
  { name = "one person has one file", steps = {
    register({ name = "陈国华", sex = "male", born = "1940-02-29",
      id_number = "500152194002290012" }, {}),
    register({ name = "陈国华", sex = "male", born = "1940-02-29",
      id_number = "500152194002290012" }, { refused = { "id_number", "duplicate" } }),
  } },
  { name = "all faults of a form are named at once", steps = {
    register({ name = " ", sex = "male", born = "2030-01-01",
      id_number = "1", statuses = { { kind = "皇亲", from = "2020-01-01", document = "无" },
        { kind = "残疾", from = "2020-01-01", to = "2019-01-01", document = "证" } } },
      { refused = { "name", "born", "id_number", "statuses[0].kind", "statuses[1].grade",
        "statuses[1].to" } }),
  } },
  { name = "a name that can't be seen and a birth centuries ago are refused", steps = {
    register({ name = "　 ", sex = "male", born = "1740-02-29" },
      { refused = { "empty", "early" } }),
    register({ name = "\u{200b}\u{200b}", sex = "male", born = "1940-02-29" },
      { refused = { "name", "hidden" } }),
    register({ name = "陈\u{202e}华国", sex = "male", born = "1940-02-29" },
      { refused = { "name", "hidden" } }),
    register({ name = "陈国华\n王秀英", sex = "male", born = "1940-02-29" },
      { refused = { "name", "hidden" } }),
    register({ name = "　阿依古丽·买买提 ", sex = "female", born = "1940-02-29" }, {}),
    { ask = "residents.record", input = { id = 1 }, gives = { { name = "阿依古丽·买买提" } } },
  } },
  { name = "a correction is checked like a registration", steps = {
    register({ name = "陈国华", sex = "male", born = "1940-02-29",
      id_number = "500152194002290012", phone = "13900000000" }, {}),
    { do_ = "residents.update", input = { resident = 1, sex = "female" },
      refused = { "id_number", "id_sex" } },
    { do_ = "residents.update", input = { resident = 1, name = "陈国桦", clear = { "phone" } } },
    { ask = "residents.record", input = { id = 1 },
      gives = { { name = "陈国桦", id_number = "500152194002290012" } } },
    { ask = "residents.search", input = { text = "cgh" }, rows = 1 },
    { do_ = "residents.update", input = { resident = 1, clear = { "name" } },
      refused = { "clear[0]" } },
  } },
  { name = "a marriage holds for both", steps = {
    register({ name = "陈国华", sex = "male", born = "1940-02-29" }, {}),
    register({ name = "李玉梅", sex = "female", born = "1941-02-28" }, {}),
    register({ name = "王秀英", sex = "female", born = "1942-02-28" }, {}),
    { do_ = "residents.update", input = { resident = 1, spouse = 2 } },
    { ask = "residents.record", input = { id = 2 }, gives = { { spouse_name = "陈国华" } } },
    { do_ = "residents.update", input = { resident = 3, spouse = 1 }, refused = { "spouse" } },
    { do_ = "residents.update", input = { resident = 3, spouse = 3 }, refused = { "self" } },
    { do_ = "residents.update", input = { resident = 1, clear = { "spouse" } } },
    { do_ = "residents.update", input = { resident = 3, spouse = 1 } },
  } },
}
