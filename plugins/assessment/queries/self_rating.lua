-- Table B of 37号: may this person apply? By which items are dependent, or by
-- their numbers.
local fields = require "lib.fields"
local scales = require "lib.scales"

local ready = scales.exactly("YBBF-2021-37", "试行 2021")
local table_b = ready.scale.self_rating

local input = fields.of(
  { name = "a", type = "integer", min = 0, max = 3, zh = "a 类依赖项数", en = "Dependent, class a" },
  { name = "b", type = "integer", min = 0, max = 3, zh = "b 类依赖项数", en = "Dependent, class b" })
for _, class in ipairs { "a", "b" } do
  for _, item in ipairs(table_b[class]) do
    input[#input + 1] = { name = item.name, type = "boolean", zh = item.zh .. "依赖他人",
      en = item.en .. ": dependent" }
  end
end

local function count(given, class)
  local found
  for _, item in ipairs(table_b[class]) do
    if given[item.name] ~= nil then found = (found or 0) + (given[item.name] and 1 or 0) end
  end
  if given[class] and found and given[class] ~= found then
    refuse(class, "contradiction", class .. " 类填了 " .. given[class] .. " 项，逐项数是 " .. found .. " 项。",
      "Class " .. class .. ": " .. given[class] .. " was given, the items make " .. found .. ".")
  elseif not (given[class] or found) then
    refuse(class, "required", "请填 " .. class .. " 类依赖的项数，或逐项填写。",
      "Give how many items of class " .. class .. " are dependent, or which.")
  end
  return given[class] or found
end

return {
  zh = "长护险自评", en = "Self-rating for the insurance", permission = "assessment.read",
  single = true, input = input,
  columns = fields.of("standard_text", "edition",
    { name = "a", type = "integer", zh = "a 类", en = "Class a" },
    { name = "b", type = "integer", zh = "b 类", en = "Class b" },
    { name = "grade", type = "text", zh = "自评等级", en = "Grade" },
    { name = "eligible", type = "boolean", zh = "可以申请评估", en = "May apply" }),
  run = function(call)
    local a, b = count(call.input, "a"), count(call.input, "b")
    if refused() then stop() end
    local found = call.rules.self_rating(a, b, table_b)
    found.standard, found.edition = ready.scale.standard, ready.scale.edition
    return found
  end,
}
