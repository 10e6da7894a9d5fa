-- Every kind of disability of every edition, once, as choices; the number of
-- grades; and both in words.
local disabilities = { kinds = array {}, grades = 0 }

local known, digits = {}, { "一", "二", "三", "四" }

for _, edition in ipairs(require "data.disabilities") do
  disabilities.grades = math.max(disabilities.grades, edition.grades)
  for _, kind in ipairs(edition.kinds) do
    if not known[kind.value] then
      known[kind.value] = kind
      table.insert(disabilities.kinds, { value = kind.value, zh = kind.zh, en = kind.en })
    end
  end
end

-- "肢体一级" and "Physical, grade 1"; nil without both.
function disabilities.words(kind, grade)
  if not (kind and grade) then return nil end
  return known[kind].zh .. (digits[grade] or grade) .. "级", known[kind].en .. ", grade " .. grade
end

return disabilities
