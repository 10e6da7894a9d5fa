-- Begins the yearly report of this kind of body.
local fields = require "lib.fields"

return { zh = "启用年度报告提醒", en = "Begin the yearly report", permission = "registry.keep",
  input = {}, output = fields.of(fields.make("first", "date", "第一次", "First")),
  run = function(call, home)
    local known = home.find("institution", { only = 1 })[1]
    local due = known and known.body and call.data.yearly.due[known.body]
    if not due then
      fail("先填写机构信息和单位类型；这种单位的年度报告日期要问登记机关。",
        "Write the institution's file and its kind of body first; ask the registrar for its date.")
    end
    local year = date.parts(call.today).year
    local first = date.from(year, due.month, due.day)
    if first < call.today then first = date.from(year + 1, due.month, due.day) end
    home.schedule("yearly_report", { key = "yearly", subject = "institution:" .. known.id,
      rule = "FREQ=YEARLY", start = first .. "T17:00:00" })
    return { first = first }
  end }
