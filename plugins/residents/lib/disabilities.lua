-- Every kind of disability of every edition, once, as choices; the number of
-- grades; and both in words.
local disabilities = { kinds = array {}, grades = 0 }

local names, digits = {}, { "一", "二", "三", "四" }

for _, edition in ipairs(require "data.disabilities") do
  disabilities.grades = math.max(disabilities.grades, edition.grades)
  for _, kind in ipairs(edition.kinds) do
    if not names[kind.value] then
      names[kind.value] = kind.zh
      table.insert(disabilities.kinds, { value = kind.value, zh = kind.zh, en = kind.en })
    end
  end
end

-- "肢体一级"; nil without both.
function disabilities.text(kind, grade)
  return kind and grade and names[kind] .. (digits[grade] or grade) .. "级"
end

return disabilities
