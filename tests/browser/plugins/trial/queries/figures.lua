-- Figures of every look: good, late, not met, not known, with a trend, a link.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  permission = "trial.use",
  columns = { field("title", "text", "名称"), field("value", "text", "数值"), field("unit", "text", "单位"),
    field("tone", "text", "色调"), field("target", "text", "目标"), field("change", "text", "变化"),
    field("trend", "json", "走势"), field("note", "text", "说明"), field("standard", "text", "依据"),
    field("page", "text", "页面"), field("ask", "json", "条件"), field("part", "text", "分类") },
  run = function(call)
    return array {
      { title = "按时给药", value = "98.4", unit = "%", tone = "free", target = "≥ 95", change = "+0.6",
        trend = array { 94, 95, 97, 96, 98 }, page = "days", part = "用药" },
      { title = "今天未记录", value = "3", unit = "次", tone = "late", page = "of_day",
        ask = { day = call.today }, part = "用药", note = "交班前要清零" },
      { title = "防火巡查", value = "11", unit = "次", tone = "alarm", target = "12", part = "安全",
        standard = "试用标准 第 5 条" },
      { title = "满意度", part = "安全", note = "还没有人评价" },
    }
  end,
}
