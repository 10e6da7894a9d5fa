-- The plan of each risk; a risk without one is named.
local c = require "lib.columns"
local enums = require "data.enums"

return {
  zh = "应急预案", en = "Emergency plans", permission = "fire_safety.read", input = {},
  columns = c.of(c.ref("plan", "plan", "预案", "Plan"), c.enum("risk", enums.risk, "风险", "Risk"),
    c.text("text", "预案", "Plan"), { name = "file", type = "file", zh = "文件", en = "File" },
    c.date("reviewed", "上次评审", "Reviewed"), c.instant("drilled", "上次演练", "Drilled"), "tone",
    "reasons"),
  run = function(_, home)
    local known, rows = {}, array {}
    for _, row in ipairs(home.query("plan_rows", {})) do known[row.risk] = row end
    for i, risk in ipairs(enums.risk) do
      local row = known[risk.value] or { risk = risk.value, tone = "late", reasons = array {
        { zh = "还没有预案。", en = "There is no plan yet." } } }
      row.tone = row.tone or "plain"
      rows[i] = row
    end
    return rows
  end,
}
