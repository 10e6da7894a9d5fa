-- Pass or fail, with every reason.
local basic = require "lib.basic"
local fields = require "lib.fields"

return {
  zh = "基本质量结论", en = "Basic quality, pass or fail", permission = "quality.read", single = true,
  deadline_ms = 10000,
  columns = { fields.make("passed", "boolean", "合格", "Passed"),
    fields.make("met", "integer", "达到", "Met"),
    fields.make("of", "integer", "要求", "Requirements"),
    fields.make("reasons", "json", "原因", "Reasons") },
  run = function(call, home)
    local reasons, rows, met = array {}, basic(call, home)
    for _, row in ipairs(rows) do
      for _, reason in ipairs(row.reasons) do
        reasons[#reasons + 1] = { requirement = row.key,
          zh = row.title.zh .. "：" .. reason.zh, en = row.title.en .. ": " .. reason.en }
      end
    end
    return { passed = met == #rows, met = met, of = #rows, reasons = reasons }
  end,
}
