local function register(name, sex, born, id_number)
  return { do_ = "residents.register",
    input = { name = name, sex = sex, born = born, id_number = id_number } }
end

local function finds(text, rows, name)
  return { ask = "residents.search", input = { text = text }, rows = rows,
    gives = name and { { name = name } } or nil }
end

return {
  { name = "people are found by name, initials, end of the ID and bed", with = { "beds" }, steps = {
    register("曾小明", "male", "1940-02-29", "500152194002290012"),
    register("单玉梅", "female", "1949-12-31", "11010519491231002X"),
    register("欧阳建国", "male", "1941-01-01"),
    finds("小明", 1, "曾小明"), finds("zxm", 1, "曾小明"), finds("ZX", 1, "曾小明"),
    finds("sym", 1, "单玉梅"), finds("dym", 0), finds("oyjg", 1, "欧阳建国"),
    finds("0012", 1, "曾小明"), finds("002x", 1, "单玉梅"), finds("不在", 0),
    finds("012", 1, "曾小明"), finds("290012", 1, "曾小明"), finds("02x", 1, "单玉梅"),
    finds("11010519491231002x", 1, "单玉梅"), finds("12", 0), finds("110105", 0),
    { do_ = "beds.import_bed", input = { floor = "3楼", room = "301", bed = "301-2" } },
    { do_ = "beds.assign", input = { resident = 3, bed = 1 } },
    finds("301", 1, "欧阳建国"),
    { do_ = "beds.discharge", input = { resident = 3, reason = "home" } },
    finds("301", 0),
  } },
}
