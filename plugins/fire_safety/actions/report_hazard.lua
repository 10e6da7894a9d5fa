local enums = require "data.enums"
local fields = require "lib.fields"
local hazards = require "lib.hazards"
local when = require "lib.when"

local sources = { enums.hazard_source[1], enums.hazard_source[8] }

return {
  zh = "报告隐患", en = "Report a hazard", permission = "fire_safety.report",
  input = fields.of(
    fields.enum("kind", enums.hazard_group, "类别", "Group", true),
    { name = "what", type = "text", min = 2, max = 500, required = true, zh = "看到什么",
      en = "What is wrong" },
    "building", "floor", "place",
    { name = "photo", type = "file", image = true, zh = "照片", en = "Picture" },
    { name = "source", type = "enum", values = sources, default = "seen", zh = "来源",
      en = "Source" },
    { name = "equipment", type = "ref", to = "equipment", zh = "器材", en = "Equipment" },
    "at"),
  output = fields.of(fields.id("hazard", "隐患", "Hazard")),
  run = function(call, home)
    local found = copy(call.input)
    found.at = when.claimed(call)
    if refused() then stop() end
    return { hazard = hazards.open(call, home, found) }
  end,
}
