local drugs = require "lib.drugs"

return {
  zh = "登记药品", en = "Add a drug", permission = "medication.setup",
  input = drugs.fields,
  output = { { name = "drug", type = "id", zh = "药品", en = "Drug" } },
  run = function(call, home)
    return { drug = drugs.add(call, home, call.input) }
  end,
}
