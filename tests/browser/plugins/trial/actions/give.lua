-- Records a line; a slow pulse is refused unless somebody says why.
local function field(name, kind, zh, more)
  local made = { name = name, type = kind, zh = zh, en = name }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end

return {
  zh = "记录试用发药", en = "Record", permission = "trial.use", records = "give",
  input = { field("duty", "text", "任务", { required = true }),
    field("outcome", "text", "结果", { required = true }), field("at", "instant", "时间"),
    field("reason", "text", "原因"), field("supersedes", "integer", "更正"),
    field("version", "integer", "版本"), field("pulse", "integer", "脉搏", { unit = "次/分" }),
    field("note", "text", "说明") },
  run = function(call)
    local pulse = call.input.pulse
    if pulse and pulse < 60 and call.input.outcome == "given" and not call.input.note then
      refuse("pulse", "slow", "脉搏 " .. pulse .. "，低于 60：应暂缓。确需给药请写说明。",
        "The pulse is below 60: hold the dose, or add a note.")
      refuse("note", "required", "请写说明。", "Add a note.")
    end
    return { facts = { pulse = pulse } }
  end,
}
