-- The published overall stars beside the computed ones, facility by facility.
local edition_on = require "rules.edition_on"

local function field(name, type, zh, en) return { name = name, type = type, zh = zh, en = en } end

return {
  zh = "公布与计算", en = "Published and computed", permission = "cms_five_star.read",
  input = { { name = "differing", type = "boolean", default = false,
    zh = "只看不同", en = "Only those that differ" },
    field("after", "integer", "之后", "After") },
  columns = { field("id", "id", "编号", "Number"), field("ccn", "text", "编号", "CCN"),
    field("name", "text", "名称", "Name"), field("published", "date", "公布日期", "Published"),
    field("overall", "integer", "公布的总评", "Published"),
    field("computed", "integer", "计算的总评", "Computed"),
    field("none_because", "text", "没有评级的原因", "No rating because"),
    field("edition", "text", "版本", "Edition"), field("agrees", "boolean", "一致", "Agree"),
    field("tone", "text", "提示色", "Tone") },
  run = function(call, home)
    local found = array {}
    for _, row in ipairs(home.query("rows", { after = call.input.after })) do
      local edition = edition_on(call.data.editions, row.published)
      local computed, why
      if edition then
        computed, why = call.rules.overall(edition, row)
      else
        why = "no_edition"
      end
      local agrees = computed == row.overall
      if not agrees or not call.input.differing then
        found[#found + 1] = { id = row.id, ccn = row.ccn, name = row.name,
          published = row.published, overall = row.overall, computed = computed,
          none_because = why, edition = edition and edition.edition, agrees = agrees,
          tone = agrees and "free" or "alarm" }
      end
    end
    return found
  end,
}
