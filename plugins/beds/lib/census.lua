-- What the census asks and answers.
local columns = require "lib.columns"

local function number(name, zh, en)
  return { name = name, type = "integer", zh = zh, en = en }
end

return {
  input = { { name = "date", type = "date", zh = "日期", en = "Date" } },
  columns = columns.of("kind", "class",
    number("beds", "床位", "Beds"), number("occupied", "占用", "Occupied"),
    number("on_leave", "请假", "On leave"), number("in_hospital", "住院", "In hospital"),
    number("out_of_use", "停用", "Out of use"),
    number("admitted", "入住", "Admitted"), number("left", "退住", "Left"),
    number("moved_in", "换入", "Moved in"), number("moved_out", "换出", "Moved out")),
}
