-- The institution's file, beside what the house really has.
local fields = require "lib.fields"

local columns = array { fields.of("id")[1] }
for _, field in ipairs(fields.institution) do
  local column = copy(field)
  column.required = nil
  columns[#columns + 1] = column
end
for _, column in ipairs {
  fields.make("beds_now", "integer", "在用床位（床位插件）", "Beds in use"),
  fields.make("nursing_now", "integer", "在用护理型床位", "Nursing beds in use"),
  fields.make("living_now", "integer", "在住老人", "Living here"),
  fields.make("differs", "list", "登记和实际不同", "On file and in the house", {
    of = { type = "text", max = 200 } }) } do
  columns[#columns + 1] = column
end

local function compare(list, zh, filed, now)
  if filed and filed ~= now then
    list[#list + 1] = zh .. "：登记 " .. filed .. "，在用 " .. now
  end
end

return { zh = "机构信息", en = "Institution", permission = "registry.read", single = true,
  input = { fields.make("id", "ref", "机构", "Institution", { to = "institution" }) },
  columns = columns,
  run = function(_, home)
    local row = home.find("institution", { only = 1 })[1]
    if not row then fail("还没有填写机构信息。", "The institution's file is not written yet.") end
    local now = home.query("current", {})[1]
    local answer, differs = { id = row.id }, array {}
    for _, field in ipairs(fields.institution) do answer[field.name] = row[field.name] end
    compare(differs, "全托床位", row.beds_full, now.beds)
    compare(differs, "护理型床位", row.beds_nursing, now.nursing)
    answer.beds_now, answer.nursing_now = now.beds, now.nursing
    answer.living_now, answer.differs = now.living, differs
    return answer
  end }
