-- What spreadsheets call kinds, classes and floors.
return {
  kind = {
    nursing = "nursing", ["护理型"] = "nursing", ["护理"] = "nursing", ["护理型床位"] = "nursing",
    general = "general", ["普通"] = "general", ["普通型"] = "general", ["自理"] = "general",
    dementia = "dementia", ["失智"] = "dementia", ["失智专区"] = "dementia",
    ["认知症"] = "dementia",
    respite = "respite", ["喘息"] = "respite", ["短期"] = "respite",
    isolation = "isolation", ["隔离"] = "isolation",
  },
  class = {
    basic = "basic", ["基本"] = "basic", ["兜底"] = "basic", ["基本兜底"] = "basic",
    inclusive = "inclusive", ["普惠"] = "inclusive",
    market = "market", ["市场"] = "market", ["市场化"] = "market",
  },
  sex = {
    male = "male", ["男"] = "male", female = "female", ["女"] = "female",
    [""] = "any", ["不限"] = "any", any = "any",
  },
  texts = {
    kind = { zh = "没有“%s”这种床位。可写：护理型、普通型、失智、喘息、隔离。",
      en = "There is no kind of bed \"%s\". Use nursing, general, dementia, respite, isolation." },
    class = { zh = "没有“%s”这种类别。可写：基本、普惠、市场。",
      en = "There is no class \"%s\". Use basic, inclusive, market." },
    sex = { zh = "看不懂“%s”。可写：男、女、不限。",
      en = "\"%s\" is not known. Use male, female, any." },
  },
  digits = {
    ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7,
    ["八"] = 8, ["九"] = 9, ["十"] = 10,
  },
}
