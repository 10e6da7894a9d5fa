local function register(statuses)
  return { do_ = "residents.register", input = { name = "王秀英", sex = "female",
    born = "1940-05-01", statuses = statuses } }
end

return {
  { name = "an entitlement has a document and a time", steps = {
    register { { kind = "特困", from = "2024-01-01", document = "潼民〔2024〕1号" },
      { kind = "disabled", grade = "肢体一级", from = "2020-01-01", to = "2026-01-01",
        document = "残疾证" } },
    { ask = "residents.statuses", input = { resident = 1 }, rows = 2, gives = {
      { kind = "disabled", grade = "肢体一级", valid = false }, { kind = "tekun", valid = true },
    } },
    { do_ = "residents.add_status",
      input = { resident = 1, kind = "tekun", from = "2025-01-01", document = "又一份" },
      refused = {} },
    { do_ = "residents.end_status", input = { status = 1, to = "2023-01-01" },
      refused = { "to" } },
    { do_ = "residents.end_status", input = { status = 1, to = "2025-01-01" } },
    { do_ = "residents.add_status",
      input = { resident = 1, kind = "低保", from = "2025-01-01", document = "潼民〔2025〕8号" } },
    { ask = "residents.statuses", input = { resident = 1 }, rows = 3 },
  } },
  { name = "where a person belongs is kept, or known to be unknown", steps = {
    { do_ = "residents.import_resident", input = { name = "王秀英", sex = "female",
      born = "1940-05-01", local_hukou = "no", statuses = "特困；残疾 视力二级" } },
    { ask = "residents.record", input = { id = 1 }, gives = { { local_hukou = "no" } } },
    { ask = "residents.disabilities", rows = 1, gives = { { name = "视力二级" } } },
    { do_ = "residents.update", input = { resident = 1, clear = { "local_hukou" },
      lives_local = "unknown" } },
    { ask = "residents.record", input = { id = 1 }, gives = { { lives_local = "unknown" } } },
    { do_ = "residents.update", input = { resident = 1, local_hukou = "maybe" },
      refused = { "local_hukou" } },
  } },
  { name = "an entitlement without a document is refused", steps = {
    { do_ = "residents.register", input = { name = "王秀英", sex = "female", born = "1940-05-01",
      statuses = { { kind = "特困", from = "2024-01-01" } } },
      refused = { "required" } },
  } },
  { name = "kinds are choices with their words, in every list", run = function()
    local queries = (require "plugin").queries
    local function word(query, column, value)
      for _, field in ipairs(queries[query].columns) do
        for _, each in ipairs(field.name == column and field.values or {}) do
          if each.value == value then return each.zh .. "/" .. each.en end
        end
      end
    end
    assert(word("statuses", "kind", "dibao") == "低保/Minimum living allowance")
    assert(word("expiring", "what", "dibao_edge") == "低保边缘/Just above the minimum allowance")
    assert(word("expiring", "what", "agreement") == "服务协议/Agreement")
  end },
  { name = "what expires is told before it does", steps = {
    register { { kind = "低保", from = "2024-01-01", to = "2026-12-20", document = "潼民1号" } },
    { ask = "residents.expiring", input = { before = "2026-12-01" }, rows = 0 },
    { ask = "residents.expiring", input = { before = "2027-01-01" }, rows = 1,
      gives = { { what = "dibao", ends = "2026-12-20", tone = "late" } } },
  } },
}
