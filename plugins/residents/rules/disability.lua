-- Kinds and grades of disability that a text states, each { kind, grade }:
-- "肢体一级", "视力残疾2级", "一级肢体残疾", "多重一级（视力一级、听力二级）".
local function marked(text, edition)
  for character, digit in pairs(edition.digits) do
    text = text:gsub(character, tostring(digit))
  end
  for _, kind in ipairs(edition.kinds) do
    for _, word in ipairs(kind.words) do text = text:gsub(word, "{" .. kind.value .. "}") end
  end
  -- "肢体1" is said as well
  return (text:gsub("}%s*(%d)%f[%D]", "}%1级"))
end

-- Kinds and grades in the order of the text.
local function tokens_of(text, edition)
  local tokens, at = {}, 1
  while true do
    local kind_at, kind_end, kind = text:find("{(%l+)}", at)
    local grade_at, grade_end, grade = text:find("%f[%d](%d)级", at)
    if not kind_at and not grade_at then return tokens end
    if kind_at and not (grade_at and grade_at < kind_at) then
      tokens[#tokens + 1], at = { kind = kind }, kind_end + 1
    else
      local number = tonumber(grade)
      local known = number >= 1 and number <= edition.grades
      tokens[#tokens + 1], at = { grade = known and number or 0 }, grade_end + 1
    end
  end
end

return function(text, edition)
  local tokens, pairs_found = tokens_of(marked(text, edition), edition), {}
  local at = 1
  while at < #tokens do
    local one, other = tokens[at], tokens[at + 1]
    local kind, grade = one.kind or other.kind, one.grade or other.grade
    if kind and grade and grade > 0 then
      pairs_found[#pairs_found + 1] = { kind = kind, grade = grade }
    end
    at = at + (kind and grade and 2 or 1)
  end
  return pairs_found
end
