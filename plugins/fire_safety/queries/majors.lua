-- The list of major hazards in force, item by item.
local c = require "lib.columns"
local edition_on = require "lib.edition"
local enums = require "data.enums"

return {
  zh = "重大隐患判定标准", en = "List of major hazards", permission = "fire_safety.read",
  input = { c.date("date", "日期", "Date") },
  columns = c.of(c.text("key", "条目", "Item"), c.text("article", "条", "Article"),
    c.enum("group", enums.hazard_group, "类别", "Group"), c.json("title", "内容", "Item"),
    "standard", c.text("edition", "版本", "Edition"),
    c.text("confidence", "可靠程度", "Confidence")),
  run = function(call)
    local day = call.input.date or call.today
    if day < call.data.majors[1].valid_from then
      refuse("date", "not_in_force", "那一天还没有这个标准。", "No list was in force on that day.")
      stop()
    end
    local edition = edition_on(call.data.majors, day)
    local rows = array {}
    for i, item in ipairs(edition.items) do
      rows[i] = { key = item.key, article = item.article, group = item.group,
        title = { zh = item.zh, en = item.en }, standard = edition.standard,
        edition = edition.edition,
        confidence = item.confidence }
    end
    return rows
  end,
}
