-- One day of the State Council's notice; the same day may come again, not as
-- another kind.
local fields = require "lib.fields"

return { zh = "登记节假日", en = "Record a holiday", permission = "feedback.settle",
  input = { fields.make("day", "date", "日期", "Day", { required = true }),
    fields.make("kind", "enum", "类型", "Kind", { required = true, values = {
      { value = "holiday", zh = "休息", en = "Day off" },
      { value = "workday", zh = "调休上班", en = "Working day" } } }),
    fields.make("name", "text", "名称", "Name", { max = 60 }) },
  output = fields.of("id"),
  run = function(call, home)
    local input = call.input
    local known = home.find("day", { day = input.day })[1]
    if known and known.kind == input.kind then return { id = known.id } end
    if known then
      refuse("kind", "differs", input.day .. " 已经登记为另一种。",
        input.day .. " is on file as the other kind.")
      stop()
    end
    return { id = home.insert("day", { day = input.day, kind = input.kind, name = input.name }) }
  end }
