-- What is looked at on a walk.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  permission = "trial.use",
  input = { field("route", "enum", "路线", { required = true, values = {
    { value = "first", zh = "一层", en = "First" }, { value = "second", zh = "二层", en = "Second" } } }) },
  columns = { field("id", "id", "编号"), field("text", "text", "内容"), field("part", "text", "部位"),
    field("standard", "text", "依据"), field("must", "boolean", "必查") },
  run = function(call)
    local floor = call.input.route == "first" and 100 or 200
    return array {
      { id = floor + 1, text = "疏散通道是否畅通", part = "通道", standard = "试用标准 第 5 条", must = true },
      { id = floor + 2, text = "安全出口是否锁闭", part = "通道", standard = "试用标准 第 6 条", must = true },
      { id = floor + 3, text = "灭火器是否在位、压力正常", part = "器材", must = true },
      { id = floor + 4, text = "消火栓是否完好", part = "器材", must = true },
      { id = floor + 5, text = "有无异味、火源", part = "其他", must = false },
    }
  end,
}
