return {
  zh = "排除过敏", en = "Rule out an allergy", permission = "residents.clinical",
  input = {
    { name = "allergy", type = "ref", to = "allergy", required = true, zh = "过敏",
      en = "Allergy" },
    { name = "on", type = "date", required = true, zh = "排除日期", en = "Ruled out on" },
  },
  output = { { name = "allergy", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    home.update("allergy", call.input.allergy, { ended = call.input.on })
    return { allergy = call.input.allergy }
  end,
}
