-- Records a walk with its answers.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  zh = "记录巡查", en = "Record the walk", permission = "trial.use", records = "walk",
  input = { field("duty", "text", "任务", { required = true }),
    field("version", "integer", "版本"), field("outcome", "text", "结果", { required = true }),
    field("reason", "text", "原因"), field("route", "enum", "路线", { values = {
      { value = "first", zh = "一层", en = "First" },
      { value = "second", zh = "二层", en = "Second" } } }),
    field("answers", "list", "检查项", { required = true, of = { type = "object", fields = {
      field("item", "integer", "项目", { required = true }),
      field("result", "enum", "结果", { required = true, values = {
        { value = "good", zh = "正常", en = "Good", tone = "free" },
        { value = "bad", zh = "异常", en = "Bad", tone = "alarm" },
        { value = "none", zh = "没有此项", en = "None" } } }),
      field("note", "text", "说明") } } }), field("by", "text", "同行人") },
  output = { field("bad", "integer", "异常") },
  run = function(call)
    local bad = 0
    for i, answer in ipairs(call.input.answers) do
      if answer.result == "bad" then bad = bad + 1 end
      if answer.note == "不通" then
        refuse("answers[" .. i - 1 .. "].note", "unclear", "请写清楚哪里不通。", "Say where.")
      end
    end
    return { bad = bad }
  end,
}
