-- Kind and grade of each disability that is valid today: from the fields, and
-- from the text, which entries from before there were fields have alone and
-- which may name several. What cannot be read comes without kind and grade.
local edition_on = require "lib.edition"
local disabilities = require "lib.disabilities"

local function add(found, seen, row, kind, grade)
  local key = kind and kind .. grade or "?"
  if seen[key] then return end
  seen[key] = true
  local zh, en = disabilities.words(kind, grade)
  found[#found + 1] = { resident = row.resident, disability = kind, disability_grade = grade,
    text = row.grade, name = zh, name_en = en }
end

return {
  zh = "残疾类别与等级", en = "Kinds and grades of disability", permission = "residents.read",
  input = { { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" } },
  columns = {
    { name = "resident", type = "ref", to = "resident", zh = "老人", en = "Resident" },
    { name = "disability", type = "enum", values = disabilities.kinds, zh = "残疾类别",
      en = "Kind of disability" },
    { name = "disability_grade", type = "integer", zh = "残疾等级", en = "Grade of disability" },
    { name = "name", type = "text", zh = "残疾", en = "Disability" },
    { name = "name_en", type = "text", zh = "残疾（英文）", en = "Disability (English)" },
    { name = "text", type = "text", zh = "原文", en = "As written" },
  },
  run = function(call, home)
    local edition, found = edition_on(call.data.disabilities, call.today), array {}
    for _, row in ipairs(home.query("disability_rows", { resident = call.input.resident })) do
      local seen, before = {}, #found
      if row.disability and row.disability_grade then
        add(found, seen, row, row.disability, row.disability_grade)
      end
      for _, each in ipairs(call.rules.disability(row.grade or "", edition)) do
        add(found, seen, row, each.kind, each.grade)
      end
      if #found == before then add(found, seen, row) end
    end
    return found
  end,
}
