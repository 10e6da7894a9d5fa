-- Puts right what the list says of a drug; the table keeps what it said before.
-- What an order or a stock was counted by stays: that is another drug.
local drugs = require "lib.drugs"

local counted = { "form", "strength", "strength_unit", "unit" }

local input = array { { name = "drug", type = "ref", to = "drug", required = true, zh = "药品",
  en = "Drug" } }
for _, field in ipairs(drugs.fields) do
  local declared = copy(field)
  declared.required, declared.default = nil, nil
  input[#input + 1] = declared
end

local function used(home, drug)
  return #home.find("order", { drug = drug.id }) > 0 or #home.find("batch", { drug = drug.id }) > 0
end

return {
  zh = "更正药品", en = "Change a drug", permission = "medication.setup", input = input,
  output = { { name = "drug", type = "id", zh = "药品", en = "Drug" } },
  run = function(call, home)
    local given, drug = call.input, home.get("drug", call.input.drug)
    local entry = {}
    for _, field in ipairs(drugs.fields) do
      local name = field.name
      entry[name] = given[name] == nil and drug[name] or given[name]
    end
    -- other ingredients have other classes, unless these are given too
    if given.ingredients and not given.classes then entry.classes = array {} end
    for _, name in ipairs(counted) do
      if given[name] ~= nil and given[name] ~= drug[name] and used(home, drug) then
        refuse(name, "used", "已经开过医嘱或有过库存，这一项不能改。请停用这种药，另登一种。",
          "It was ordered or stocked: this can't change. Retire the drug and add another.")
      end
    end
    local row = drugs.read(call, entry)
    local same = drugs.find(home, row)
    if same and same.id ~= drug.id then
      refuse("name", "known", "目录里已有这种药。", "This drug is in the list already.")
    end
    if refused() then stop() end
    home.update("drug", drug.id, row)
    return { drug = drug.id }
  end,
}
