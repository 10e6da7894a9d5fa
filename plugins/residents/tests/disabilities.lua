-- Kind and grade of a disability: read from fields and from what people write.
local edition = require("data.disabilities")[1]
local read = require "rules.disability"

local function said(text)
  local parts = {}
  for i, each in ipairs(read(text, edition)) do parts[i] = each.kind .. each.grade end
  return table.concat(parts, " ")
end

local texts = {
  ["肢体一级"] = "physical1", ["视力2级"] = "visual2", ["听力残疾壹级"] = "hearing1",
  ["言语残疾，四级"] = "speech4", ["一级肢体残疾"] = "physical1", ["智力Ⅱ级"] = "intellectual2",
  ["精神３级"] = "mental3", ["肢体1"] = "physical1", ["残疾类别：视力 残疾等级：一级"] = "visual1",
  ["多重一级（视力一级，听力二级）"] = "multiple1 visual1 hearing2",
  ["二级智力，三级肢体"] = "intellectual2 physical3",
  ["视力一级 证号500152194002290012"] = "visual1", ["视力"] = "", ["一级"] = "", ["重度"] = "",
  ["肢体五级"] = "", ["肢体十一级"] = "", ["肢体12级"] = "", [""] = "", ["视力、听力二级"] = "hearing2",
  ["肢体0级"] = "",
}

local function register(...)
  local statuses = {}
  for i, each in ipairs { ... } do
    statuses[i] = { kind = "残疾", from = "2020-01-01", document = "残疾证" }
    for key, value in pairs(each) do statuses[i][key] = value end
  end
  return { do_ = "residents.register", input = { name = "王秀英", sex = "female",
    born = "1940-05-01", statuses = statuses } }
end

local function refused(fields, ...)
  local step = register(fields)
  step.refused = { ... }
  return step
end

return {
  { name = "a disability is read as people write it", run = function()
    for text, wanted in pairs(texts) do
      assert(said(text) == wanted, text .. ": " .. said(text))
    end
  end },

  { name = "every kind and grade is read in either order", run = function()
    for _, kind in ipairs(edition.kinds) do
      for grade, digit in ipairs { "一", "二", "三", "四" } do
        assert(said(kind.zh .. digit .. "级") == kind.value .. grade)
        assert(said(digit .. "级" .. kind.zh .. "残疾") == kind.value .. grade)
      end
    end
  end },

  { name = "text and fields say the same, whichever was entered", steps = {
    register({ grade = "肢体一级" }),
    { do_ = "residents.add_status", input = { resident = 1, kind = "disabled",
      disability = "visual", disability_grade = 2, from = "2010-01-01", to = "2020-01-01",
      document = "残疾证" } },
    { ask = "residents.statuses", input = { resident = 1 }, rows = 2, gives = {
      { disability = "visual", disability_grade = 2, grade = "视力二级", valid = false },
      { disability = "physical", disability_grade = 1, grade = "肢体一级", valid = true } } },
    { ask = "residents.disabilities", rows = 1, gives = {
      { resident = 1, disability = "physical", disability_grade = 1, name = "肢体一级",
        name_en = "Physical, grade 1" } } },
  } },

  { name = "a text may name several", steps = {
    register({ grade = "多重一级（视力一级，听力二级）", disability = "multiple",
      disability_grade = 1 }),
    { ask = "residents.disabilities", input = { resident = 1 }, rows = 3, gives = {
      { disability = "multiple" }, { name = "视力一级" }, { name = "听力二级" } } },
  } },

  { name = "entries from before there were fields are read from their text", run = function()
    local call = { input = {}, today = "2026-11-23", rules = { disability = read },
      data = { disabilities = require "data.disabilities" } }
    local rows = { { resident = 1, grade = "视力一级" }, { resident = 2, grade = "重度" },
      { resident = 3 } }
    local found = require("queries.disabilities").run(call, { query = function() return rows end })
    assert(#found == 3)
    assert(found[1].disability == "visual" and found[1].disability_grade == 1)
    assert(found[2].disability == nil and found[2].text == "重度")
    assert(found[3].resident == 3 and found[3].disability == nil)
  end },

  { name = "a disability without kind and grade is refused", steps = {
    refused({}, "statuses[0].grade", "required"),
    refused({ grade = "重度" }, "statuses[0].grade", "unknown"),
    refused({ disability = "visual" }, "statuses[0].disability_grade", "required"),
    refused({ disability_grade = 1 }, "statuses[0].disability", "required"),
    refused({ disability = "visual", disability_grade = 5 }, "statuses[0].disability_grade"),
    refused({ disability = "visual", disability_grade = 2, grade = "视力一级" },
      "statuses[0].grade", "differs"),
    refused({ kind = "低保", disability = "visual" }, "statuses[0].disability", "not_disabled"),
  } },
}
