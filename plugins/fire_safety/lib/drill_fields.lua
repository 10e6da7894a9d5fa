-- What is asked when a drill ends.
local enums = require "data.enums"
local fields = require "lib.fields"

return {
  { name = "drill", type = "ref", to = "drill", zh = "演练", en = "Drill" },
  fields.integer("staff", "参加的工作人员", "Staff who took part", 0, 5000),
  fields.text("lessons", "总结", "Lessons", 2000),
  { name = "findings", type = "list", max = 50, zh = "发现的问题（登记为隐患）",
    en = "What was found wrong (becomes hazards)", of = { type = "object", fields = fields.of(
      fields.enum("group", enums.hazard_group, "类别", "Group", true),
      { name = "what", type = "text", min = 2, max = 500, required = true, zh = "问题",
        en = "What" },
      fields.text("place", "位置", "Place", 100)) } },
}
