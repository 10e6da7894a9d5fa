-- Who was told the result of a risk assessment, when, how, and who signed.
local enums = require "data.enums"
local notices = require "lib.notices"

local asked = { "name", "relation", "way", "signature" }
local texts = { name = { "请写告知了谁。", "Say who was told." },
  relation = { "请选与老人的关系。", "Say what they are to the resident." },
  way = { "请选怎样告知的。", "Say how they were told." },
  signature = { "请选签收情况。", "Say whether it was signed for." } }

local function check(input)
  for _, name in ipairs(input.outcome == "done" and asked or {}) do
    if input[name] == nil then refuse(name, "required", texts[name][1], texts[name][2]) end
  end
  if input.outcome == "nobody" and not input.reason then
    refuse("reason", "required", "请写为什么没有人可告知。", "Say why there is nobody to tell.")
  end
end

return {
  zh = "记录结果告知", en = "Record who was told", permission = "assessment.assess",
  records = "tell_result",
  input = {
    { name = "duty", type = "text", max = 60, required = true, zh = "任务", en = "Duty" },
    { name = "outcome", type = "text", max = 20, required = true, default = "done", zh = "结果",
      en = "Outcome" },
    { name = "name", type = "text", min = 1, max = 60, zh = "告知了谁", en = "Who was told" },
    { name = "relation", type = "enum", values = enums.third_party, zh = "与老人的关系",
      en = "Relation" },
    { name = "way", type = "enum", values = enums.way, zh = "告知方式", en = "How" },
    { name = "signature", type = "enum", values = enums.receipt, zh = "签收", en = "Signature" },
    { name = "paper", type = "file", zh = "签收单扫描件", en = "Scan of the signed form" },
    { name = "at", type = "instant", zh = "告知时间（不填就是现在）", en = "Told at (now when empty)" },
    { name = "reason", type = "text", max = 500, zh = "原因", en = "Reason" },
    { name = "supersedes", type = "integer", zh = "更正哪一条", en = "Corrects" },
    { name = "version", type = "integer", zh = "版本", en = "Version" },
  },
  output = {},
  run = function(call, home)
    local input = call.input
    check(input)
    local row = notices.of(home, call.duty.schedule)
    if not row then
      refuse("duty", "over", "已经另约时间告知，请记在新的任务上。",
        "It was put off to another time: record it there.")
    end
    if refused() then stop() end
    local told = input.outcome == "done"
    home.update("notice", row.id, {
      state = told and "told" or input.outcome == "nobody" and "nobody" or "open",
      name = told and input.name or null, relation = told and input.relation or null,
      way = told and input.way or null, signature = told and input.signature or null,
      paper = told and input.paper or null,
      told = told and (input.at or call.happened_at) or null, person = call.person.name,
      reason = input.reason or null })
    return { facts = { assessment = row.assessment, relation = told and input.relation or nil,
      way = told and input.way or nil, signature = told and input.signature or nil } }
  end,
}
