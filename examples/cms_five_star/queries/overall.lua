-- What a home with these stars would have on a day; nothing is kept.
local edition_on = require "rules.edition_on"

local function stars(name, zh, en)
  return { name = name, type = "integer", min = 1, max = 5, zh = zh, en = en }
end

return {
  zh = "总评", en = "Overall rating", permission = "cms_five_star.read", single = true,
  input = { stars("health", "检查", "Health inspection"), stars("staffing", "人员", "Staffing"),
    stars("qm", "质量", "Quality measures"),
    { name = "special_focus", type = "boolean", default = false,
      zh = "重点监管", en = "Special focus" },
    { name = "abuse", type = "boolean", default = false, zh = "虐待标记", en = "Abuse icon" },
    { name = "on", type = "date", zh = "日期", en = "On" } },
  columns = { { name = "overall", type = "integer", zh = "总评", en = "Overall" },
    { name = "none_because", type = "text", zh = "没有评级的原因", en = "No rating because" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "steps", type = "json", zh = "步骤", en = "Steps" } },
  run = function(call)
    local edition = edition_on(call.data.editions, call.input.on or call.today)
    if not edition then
      refuse("on", "edition", "这一天没有适用的规则。", "No rules held on that day.")
      stop()
    end
    local overall, why, steps = call.rules.overall(edition, call.input)
    return { overall = overall, none_because = why, edition = edition.edition, steps = steps }
  end,
}
